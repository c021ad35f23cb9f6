"""Units, persons, households, and who holds which post."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import col

from factories.numbers import number
from factories.storing import Store, stored, writing
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

SINCE = date(2026, 1, 1)
_LINES_ABOVE = select(col(UnitLine.upper_id), col(UnitLine.distance)).where(
    col(UnitLine.lower_id) == bindparam("unit_id")
)


async def make_unit(
    store: Store,
    name: str | None = None,
    *,
    kind: str = "village",
    parent: Unit | None = None,
    code: str | None = None,
    households: int | None = None,
) -> Unit:
    n = number()
    unit = Unit(
        code=code or f"U{n:04d}",
        name=name or f"第{n}村",
        kind=kind,
        parent_id=parent.id if parent else None,
        households=households,
    )
    async with writing(store) as tx:
        above = await tx.all(_LINES_ABOVE, unit_id=unit.parent_id) if parent else []
        lines = [(unit.id, 0), *((line.upper_id, line.distance + 1) for line in above)]
        await tx.add(unit)
        await tx.add(*(UnitLine(upper_id=u, lower_id=unit.id, distance=d) for u, d in lines))
    return unit


async def make_person(
    store: Store,
    name: str | None = None,
    *,
    official: bool = False,
    household: Household | None = None,
    phone: str | None = None,
) -> Person:
    """`name` and `phone` as anyone may read them; nothing is sealed."""
    person = Person(
        name=name or f"张{number()}",
        phone=phone,
        official=official,
        household_id=household.id if household else None,
    )
    return await stored(store, person)


async def make_household(
    store: Store, unit: Unit, *, head: Person | None = None, marks: Sequence[str] = ()
) -> Household:
    household = Household(
        code=f"H{number():04d}", unit_id=unit.id, head_id=head.id if head else None
    )
    async with writing(store) as tx:
        await tx.add(household)
        await tx.add(
            *(HouseholdMark(household_id=household.id, mark=m, since=SINCE) for m in marks)
        )
    return household


async def make_appointment(
    store: Store,
    unit: Unit,
    post: str,
    *,
    person: Person | None = None,
    since: date = SINCE,
    until: date | None = None,
    rank: str | None = None,
) -> Appointment:
    """Whoever is not named is a new official."""
    holder = person or await make_person(store, official=True)
    appointment = Appointment(
        person_id=holder.id, unit_id=unit.id, post=post, since=since, until=until, rank=rank
    )
    return await stored(store, appointment)


async def make_liaison(
    store: Store,
    holder: Person | Unit,
    target: Unit | Household | Person,
    *,
    kind: str = "contact",
    since: date = SINCE,
    until: date | None = None,
) -> Liaison:
    liaison = Liaison(
        kind=kind,
        holder_type=type(holder).__name__,
        holder_id=holder.id,
        target_type=type(target).__name__,
        target_id=target.id,
        since=since,
        until=until,
    )
    return await stored(store, liaison)


async def make_account(
    store: Store,
    role: str = "clerk",
    *,
    username: str | None = None,
    person: Person | None = None,
    password_hash: str | None = None,
    disabled: bool = False,
) -> Account:
    """An account that nobody can sign in to, unless a hash is given."""
    account = Account(
        username=username or f"{role}{number()}",
        password_hash=password_hash,
        disabled=disabled,
        person_id=person.id if person else None,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    async with writing(store) as tx:
        await tx.add(account, AccountRole(account_id=account.id, role=role))
    return account
