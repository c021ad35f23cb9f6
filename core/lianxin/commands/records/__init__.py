"""Commands on records of registries."""
