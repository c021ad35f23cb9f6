"""Who asks, in a test."""

from typing import Any

from lianxin.context import Viewer
from lianxin.ids import new_id
from lianxin.roles import permissions_of


def viewer_with(role: str, **columns: Any) -> Viewer:
    """A viewer with the role and all that the role permits; `public` has no account."""
    account = {"account_id": new_id(), "username": role} if role != "public" else {}
    rights = {"roles": frozenset({role}), "permissions": permissions_of([role])}
    return Viewer(**(account | rights | columns))
