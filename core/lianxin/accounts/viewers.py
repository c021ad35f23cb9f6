"""From a token to who asks: one statement, and for a second none."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from sqlalchemy import Date, bindparam, not_, or_, select, update
from sqlmodel import col

from lianxin.accounts import tokens
from lianxin.accounts.settings import account_settings
from lianxin.clock import day_of
from lianxin.context import Viewer
from lianxin.database import Instant, Nested, Row, Session
from lianxin.errors import LianxinError, Unauthenticated
from lianxin.localities import Locality
from lianxin.roles import permissions_of
from lianxin.tables import AccessToken, Account, AccountRole, Appointment, UnitLine

CACHE_SECONDS = 1.0
CACHE_SIZE = 10_000
SEEN_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)
_TODAY = bindparam("today", type_=Date())
_APPOINTED = (
    col(Appointment.person_id) == col(Account.person_id),
    col(Appointment.since) <= _TODAY,
    or_(col(Appointment.until).is_(None), col(Appointment.until) >= _TODAY),
)
_ROLES = Nested(col(AccountRole.role))
_BELOW = Nested(col(UnitLine.lower_id))
_ABOVE = Nested(col(UnitLine.upper_id))
_WHO = (
    col(Account.id),
    col(Account.username),
    col(Account.person_id),
    _ROLES.where(col(AccountRole.account_id) == col(Account.id)).label("roles"),
    _BELOW.where(col(UnitLine.upper_id) == col(Appointment.unit_id), *_APPOINTED).label("below"),
    _ABOVE.where(col(UnitLine.lower_id) == col(Appointment.unit_id), *_APPOINTED).label("above"),
)
_NAMED = select(*_WHO).where(
    col(Account.username) == bindparam("username"), not_(col(Account.disabled))
)
_VIEWER = (
    select(*_WHO, col(AccessToken.last_seen_at))
    .join_from(AccessToken, Account, col(Account.id) == col(AccessToken.account_id))
    .where(
        col(AccessToken.token_hash) == bindparam("token_hash"),
        col(AccessToken.expires_at) > bindparam("now", type_=Instant()),
        col(AccessToken.last_seen_at) > bindparam("idle_since", type_=Instant()),
        not_(col(Account.disabled)),
    )
)
_SEEN = (
    update(AccessToken)
    .where(
        col(AccessToken.token_hash) == bindparam("which"),
        col(AccessToken.last_seen_at) < bindparam("now", type_=Instant()),
    )
    .values(last_seen_at=bindparam("now", type_=Instant()))
)


@dataclass(frozen=True)
class SignedIn:
    """Who asks, and when that token was last seen."""

    viewer: Viewer
    last_seen_at: datetime


async def viewer_of(
    session: Session,
    token: str,
    *,
    now: datetime,
    today: date,
    idle: timedelta,
    apart: bool = False,
) -> SignedIn | None:
    """Who signed in with the token; None where it is no (longer) good."""
    stored = tokens.token_hash(token)
    if stored is None:
        return None
    row = await session.first(
        _VIEWER, token_hash=stored, now=now, today=today, idle_since=now - idle
    )
    return SignedIn(_viewer(row, apart), row.last_seen_at) if row else None


async def viewer_named(locality: Locality, username: str) -> Viewer | None:
    """Whoever signs in by that name, with what they may see and do today; None where nobody can."""
    today = day_of(locality.clock.now(), locality.zone)
    row = await locality.database.first(_NAMED, username=username, today=today)
    return _viewer(row, account_settings(locality).three_offices) if row else None


def _viewer(row: Row, apart: bool) -> Viewer:
    roles = frozenset(r.role for r in _ROLES.rows(row.roles))
    return Viewer(
        account_id=row.id,
        username=row.username,
        person_id=row.person_id,
        roles=roles,
        permissions=permissions_of(roles, apart=apart),
        unit_ids=tuple(sorted({r.lower_id for r in _BELOW.rows(row.below)})),
        lineage=tuple(sorted({r.upper_id for r in _ABOVE.rows(row.above)})),
    )


@dataclass(frozen=True)
class _Known:
    viewer: Viewer
    until: float
    at: datetime


class Viewers:
    """Who asks, remembered for a second: so long a right that is taken away elsewhere may last.

    One per process serves all localities.
    """

    def __init__(self, seconds: float = CACHE_SECONDS, size: int = CACHE_SIZE) -> None:
        self._seconds = seconds
        self._size = size
        self._known: dict[tuple[str, str], _Known] = {}
        self._seeing: set[asyncio.Task[None]] = set()

    async def viewer_of(
        self, locality: Locality, token: str, now: datetime | None = None
    ) -> Viewer:
        """Raises Unauthenticated. `now`: by the locality's clock, if somebody has looked."""
        now, key = now or locality.clock.now(), (locality.key, token)
        known = self._known.get(key)
        # A clock that is moved by hand outruns the second.
        if known and known.until > monotonic() and abs(now - known.at) <= timedelta(seconds=1):
            return known.viewer
        signed_in = await self._ask(locality, token, now)
        self._remember(key, _Known(signed_in.viewer, monotonic() + self._seconds, now))
        if now - signed_in.last_seen_at >= SEEN_EVERY:
            self._see(locality, token, now)
        return signed_in.viewer

    async def sign_out(self, locality: Locality, token: str) -> None:
        self._known.pop((locality.key, token), None)
        await tokens.sign_out(locality, token)
        self._known.pop((locality.key, token), None)

    def forget(self, locality: Locality, account_id: int | None = None) -> None:
        """After a change of an account (or of appointments: of all) of this process."""
        for key, known in list(self._known.items()):
            if key[0] == locality.key and account_id in (None, known.viewer.account_id):
                del self._known[key]

    async def settled(self) -> None:
        """When all that was to be noted is noted."""
        await asyncio.gather(*self._seeing)

    async def _ask(self, locality: Locality, token: str, now: datetime) -> SignedIn:
        settings = account_settings(locality)
        async with locality.database.reading() as session:
            found = await viewer_of(
                session,
                token,
                now=now,
                today=day_of(now, locality.zone),
                idle=settings.idle,
                apart=settings.three_offices,
            )
        if found is None:
            self._known.pop((locality.key, token), None)
            raise Unauthenticated
        return found

    def _remember(self, key: tuple[str, str], known: _Known) -> None:
        self._known.pop(key, None)
        if len(self._known) >= self._size:
            del self._known[next(iter(self._known))]
        self._known[key] = known

    def _see(self, locality: Locality, token: str, now: datetime) -> None:
        """No request waits until it is noted that the token was used."""
        task = asyncio.create_task(_seen(locality, token, now))
        self._seeing.add(task)
        task.add_done_callback(self._seeing.discard)


async def _seen(locality: Locality, token: str, now: datetime) -> None:
    try:
        async with locality.database.writing() as tx:
            await tx.execute(_SEEN, which=tokens.token_hash(token), now=now)
    except LianxinError as error:
        _log.warning("Not noted that a token was used: %s", error.code)
