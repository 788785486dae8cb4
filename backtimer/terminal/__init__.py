"""The player for machines without a display. Knows core; nothing of Qt."""
