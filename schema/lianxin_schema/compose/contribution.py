"""What a plugin adds to the schema: fields of core types, root fields, types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class GraphQL:
    """A plugin's part of the schema.

    `extends` names, per core type, a class whose fields are added to it (the contract wants one
    nullable field named after the plugin); root fields and types carry the plugin's prefix.
    `examples` is a file of operations to begin with, each under a comment `# 中文 / English`.
    """

    extends: Mapping[type, type] = field(default_factory=dict)
    query: type | None = None
    mutation: type | None = None
    types: tuple[type, ...] = ()
    examples: Path | None = None
