"""Sichuan's rules, a folder a module."""
