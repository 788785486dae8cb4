"""Everything that touches the disk. Knows core; nothing of windows."""
