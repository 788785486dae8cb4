"""What a person can choose, and the pages on which it is done."""
