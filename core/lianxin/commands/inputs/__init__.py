"""Fields that are given with an action: what they mean, and how a form asks for them."""

from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.inputs.parse import parse
from lianxin.commands.inputs.schema import fields_of, schema_of

__all__ = ["Found", "fields_of", "mentioned", "parse", "schema_of"]
