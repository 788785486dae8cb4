"""The book of strokes and places."""
