"""From what is asked to SQL that gives it as JSON text, alike on SQLite and PostgreSQL."""

from lianxin_schema.planner.sql import columns, computing, connections, constants, links, lists

__all__ = ["columns", "computing", "connections", "constants", "links", "lists"]
