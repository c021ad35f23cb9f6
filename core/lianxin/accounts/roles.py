"""The table of roles, where accounts look for it; it stands apart since a context needs it too."""

from lianxin.roles import PERMISSIONS, ROLES, permissions_of

__all__ = ["PERMISSIONS", "ROLES", "permissions_of"]
