"""Chengdu's rules, a folder a module."""
