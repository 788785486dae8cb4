"""Two routines side by side."""
