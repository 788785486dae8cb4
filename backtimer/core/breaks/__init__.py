"""Breaks at the desk: when one is due, which routine, and what came of it."""
