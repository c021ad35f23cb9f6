"""`python -m lianxin_schema.cli` is `lianxin`."""

from lianxin_schema.cli.main import app

app()
