"""Fenggang's rules, a folder a module."""
