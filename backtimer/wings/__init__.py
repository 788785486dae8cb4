"""The wings of the house: each sees both disk and eye, and offers one thing to the window."""
