"""Who asks, where, and when: what every command and every read is given."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from lianxin.roles import permissions_of

if TYPE_CHECKING:
    from lianxin.localities import Locality


@dataclass(frozen=True)
class Viewer:
    """Who acts or reads, as far as rights depend on it.

    `unit_ids` are the units in which the person is appointed with all below them; `lineage` those
    units with all above them (what is kept from a unit is kept from everything below it).
    """

    account_id: int | None = None
    username: str | None = None
    person_id: int | None = None
    roles: frozenset[str] = frozenset({"public"})
    permissions: frozenset[str] = frozenset()
    unit_ids: tuple[int, ...] = ()
    lineage: tuple[int, ...] = ()

    def may(self, permission: str) -> bool:
        return permission in self.permissions


PUBLIC = Viewer(permissions=permissions_of({"public"}))
SYSTEM = Viewer(
    username="system", roles=frozenset({"system"}), permissions=permissions_of({"system"})
)


@dataclass(frozen=True)
class Context:
    """One request (or one turn of the sweep) in one locality, at one moment."""

    locality: "Locality"
    viewer: Viewer
    now: datetime
    language: str = "zh"
    request_id: str = ""
    idempotency_key: str | None = None
    settings_version: int = field(default=0)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.locality.zone).date()
