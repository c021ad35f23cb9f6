"""The steps of a command, one a file."""
