"""Commands on publications."""
