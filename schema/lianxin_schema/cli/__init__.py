"""The command `lianxin`: one group of commands a file."""

from lianxin_schema.cli.main import app

__all__ = ["app"]
