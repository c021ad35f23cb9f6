"""Removing what a plugin stored in a locality: asked for, exported, and only then done."""

from lianxin.modules.purging.purge import Purged, in_the_way, purge

__all__ = ["Purged", "in_the_way", "purge"]
