"""Plugins: how they are found, asked and merged."""
