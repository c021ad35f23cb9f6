"""Commands on tasks: who does what by when."""
