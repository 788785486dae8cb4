"""The rules of the program: no Qt, no disk, no YAML and no clock of its own."""
