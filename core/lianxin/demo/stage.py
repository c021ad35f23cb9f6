"""What every part of a demonstration is made with: places, people, meetings, and the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.clock import day_of
from lianxin.commands.contact import Contact, columns_of
from lianxin.demo.chance import Chance, Numbering
from lianxin.demo.hours import Hours
from lianxin.demo.names import full_name, house_number, mobile
from lianxin.demo.rows import Rows
from lianxin.localities import Locality
from lianxin.plugins.contributions import Progress
from lianxin.tables import (
    Account,
    AccountRole,
    Appointment,
    Household,
    HouseholdMark,
    Liaison,
    Person,
    Unit,
    UnitLine,
)


@dataclass(frozen=True)
class Place:
    """A unit that was made. `address` is how its people write where they live."""

    id: int
    code: str
    name: str
    kind: str
    above: "Place | None" = None

    @property
    def line(self) -> "list[Place]":
        """The unit itself and all above it, the nearest first."""
        return [self, *(self.above.line if self.above else [])]

    @property
    def address(self) -> str:
        return "".join(place.name for place in reversed(self.line))


@dataclass
class Stage:
    """`until` is now: nothing is told that has not happened yet."""

    locality: Locality
    chance: Chance
    progress: Progress
    numbers: Numbering = field(init=False)
    rows: Rows = field(init=False)
    hours: Hours = field(init=False)
    until: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = Numbering(self.chance.about("numbers"))
        self.rows = Rows(self.locality.database, self.numbers)
        self.hours = Hours(self.locality.calendar, self.locality.zone)
        self.until = self.locality.clock.now()
        self.account_of: dict[int, int] = {}

    @property
    def today(self) -> date:
        return day_of(self.until, self.locality.zone)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    # --- places

    def unit(
        self, code: str, name: str, kind: str, above: Place | None = None, **more: Any
    ) -> Place:
        key = self.rows.add(
            Unit, code=code, name=name, kind=kind, parent_id=above.id if above else None, **more
        )
        place = Place(key, code, name, kind, above)
        for distance, upper in enumerate(place.line):
            self.rows.add(UnitLine, upper_id=upper.id, lower_id=key, distance=distance)
        return place

    def household(
        self, code: str, unit: Place, chance: Chance, *, marks: Iterable[str] = (), **person: Any
    ) -> tuple[int, int]:
        """A household and its head: the keys of both."""
        home, head = self.numbers.key(), self.numbers.key()
        self.rows.add(Household, id=home, code=code, unit_id=unit.id, head_id=head)
        for mark in marks:
            since = self.ago(chance.whole(100, 900))
            self.rows.add(HouseholdMark, household_id=home, mark=mark, since=since)
        address = unit.address + house_number(chance)
        self.resident(chance, id=head, household_id=home, address=address, **person)
        return home, head

    # --- people

    def resident(
        self,
        chance: Chance,
        *,
        family: str | None = None,
        address: str | None = None,
        phone: bool = True,
        **columns: Any,
    ) -> int:
        """Somebody whose name and phone are masked to be read, and sealed beside."""
        contact = Contact(full_name(chance, family), mobile(chance) if phone else None, address)
        sealed = columns_of(contact, self.locality.sealer)
        return self.rows.add(Person, **{**sealed, **columns})

    def official(self, chance: Chance, **columns: Any) -> int:
        """Somebody whose name and phone stand open."""
        contact = Contact(full_name(chance), mobile(chance))
        shown = columns_of(contact, self.locality.sealer, readable=True)
        return self.rows.add(Person, **{**shown, "official": True, **columns})

    def appoint(
        self,
        person_id: int,
        unit: Place,
        post: str,
        *,
        since: date,
        until: date | None = None,
        rank: str | None = None,
    ) -> int:
        return self.rows.add(
            Appointment,
            person_id=person_id,
            unit_id=unit.id,
            post=post,
            rank=rank,
            since=since,
            until=until,
        )

    def account(
        self,
        username: str,
        roles: Sequence[str],
        person_id: int | None,
        password_hash: str | None = None,
    ) -> int:
        """Whoever acts in a story has one, for the audit; nobody signs in where there is no hash."""
        key = self.rows.add(
            Account,
            username=username,
            person_id=person_id,
            password_hash=password_hash,
            password_set_at=self.until if password_hash else None,
            created_at=self.until - timedelta(days=400),
        )
        for role in roles:
            self.rows.add(AccountRole, account_id=key, role=role)
        if person_id is not None:
            self.account_of[person_id] = key
        return key

    def link(self, kind: str, holder: tuple[str, int], target: tuple[str, int], since: date) -> int:
        """A lasting link; holder and target as `("Person", key)`."""
        return self.rows.add(
            Liaison,
            kind=kind,
            holder_type=holder[0],
            holder_id=holder[1],
            target_type=target[0],
            target_id=target[1],
            since=since,
        )
