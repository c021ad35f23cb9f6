"""Zoucheng's rules, a file a module."""
