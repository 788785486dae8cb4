"""The eye: painters, pages and the window. Knows core and Qt; nothing of files."""
