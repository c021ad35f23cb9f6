"""Commands on consequences."""
