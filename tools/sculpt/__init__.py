"""Sculpts the figure and the hands as reliefs and lights them once; the program only colours the result."""
