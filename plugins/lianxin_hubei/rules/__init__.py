"""Hubei's rules, a folder a module."""
