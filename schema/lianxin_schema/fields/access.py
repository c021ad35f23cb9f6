"""Who may read: permissions of which any one suffices, or one of two words that need none."""

from typing import Any

from sqlalchemy import BindParameter, bindparam

from lianxin.database import Key, Keys, Words

Access = str | tuple[str, ...]
"""A permission, or several of which one suffices, or OPEN, or CHECKED."""

OPEN = "open"
"""For whoever may ask at all: nothing in it is about persons."""

CHECKED = "checked"
"""What runs checks it by itself: a command authorises, and says why not in its payload."""

FEW = 24
"""Up to so many units it pays to look into each by itself; beyond, the units of a whole county
are found sooner by walking the list's own order (on 900 units the two meet at 30)."""


class Who:
    """What is known of the viewer when planning: rights as facts, keys as parameters."""

    def __init__(self, permissions: frozenset[str], roles: frozenset[str], units: int = 0) -> None:
        self.permissions = permissions
        self.roles = roles
        self.few_units = units <= FEW

    def may(self, *permissions: str) -> bool:
        """Whether the viewer has any of these."""
        return not self.permissions.isdisjoint(permissions)

    def has(self, access: Access | None) -> bool:
        if access is None or access in {OPEN, CHECKED}:
            return True
        return self.may(access) if isinstance(access, str) else self.may(*access)

    @property
    def person_id(self) -> BindParameter[int]:
        return bindparam("viewer__person_id", type_=Key)

    @property
    def unit_ids(self) -> BindParameter[list[int]]:
        return bindparam("viewer__unit_ids", type_=Keys())

    @property
    def role_words(self) -> BindParameter[Any]:
        return bindparam("viewer__roles", type_=Words())

    @property
    def lineage(self) -> BindParameter[list[int]]:
        return bindparam("viewer__lineage", type_=Keys())
