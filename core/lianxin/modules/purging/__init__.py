"""Removing what a plugin stored in a locality: asked for, exported, and only then done."""

from lianxin.modules.purging.keeping import ExportNotKept, Kept, kept_in
from lianxin.modules.purging.purge import Purged, begin, finish, purge, would_go

__all__ = ["ExportNotKept", "Kept", "Purged", "begin", "finish", "kept_in", "purge", "would_go"]
