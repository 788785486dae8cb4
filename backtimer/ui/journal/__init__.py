"""The journal: calendar, sessions, sums and places."""
