"""An exam: done without a guide, read, and held against the plan."""
