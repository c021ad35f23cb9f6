"""What hooks hand over besides the manifest: frozen records of data and named functions."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from lianxin.calendar.days import CalendarDay
from lianxin.errors import LianxinError
from lianxin.language import Text

if TYPE_CHECKING:
    from sqlalchemy import Select

    from lianxin.context import Context
    from lianxin.localities import Locality


Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A case as a channel delivers it."""

    external_id: str
    title: str
    body: str | None = None
    category: str | None = None
    unit: str | None = None
    name: str | None = None
    phone: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


class BadHookBody(LianxinError):
    """Says to the sender what is not as agreed."""

    code = "BAD_HOOK_BODY"


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way in. `read` makes an incoming case of a webhook's JSON body; it raises `BadHookBody`
    (or a `ValueError`) with a message for the sender where the body is not as agreed."""

    code: str
    label: Text
    read: Callable[[Mapping[str, Any]], Incoming]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A report. `write` fills a spreadsheet at a path for a period, both days included, with what
    the viewer may see."""

    key: str
    title: Text
    write: Callable[["Context", str, date, date], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class CalendarSource:
    """Working days of a year, from a published notice or (marked provisional) by rule."""

    key: str
    name: Text
    days: Callable[[int], Iterable[CalendarDay]]


@dataclass(frozen=True)
class Begun:
    """Where the browser goes to sign in, and what it keeps and presents with the answer."""

    authorization_url: str
    binding: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody for whom a provider vouches; issuer and subject together never change.

    `username` names an account without a password that waits for its owner; `phone` only if the
    provider has checked it; `may_be_new`: who has no account here may be given a resident's.
    """

    issuer: str
    subject: str
    username: str | None = None
    name: str | None = None
    phone: str | None = None
    may_be_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Why what a plugin stored cannot be removed: `rows` selects one number, of rows whose rule's
    key is like `bindparam("its_rules")`; `because` says it of `{n}`."""

    rows: "Select[Any]"
    because: Text


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """Someone who vouches for persons. `begin` is given the address to return to; `finish` what
    came back there (`code`, `state`) and the `binding`; both raise LianxinError."""

    key: str
    name: Text
    is_offered: Callable[["Locality"], bool]
    begin: Callable[["Locality", str], Awaitable[Begun]]
    finish: Callable[["Locality", Mapping[str, str]], Awaitable[Identity]]


@dataclass(frozen=True)
class Checked:
    """Something that made-up data was to have, and what it has."""

    what: Text
    expected: int
    found: int

    @property
    def right(self) -> bool:
        return self.expected == self.found


@dataclass(frozen=True, kw_only=True)
class Demo:
    """Made-up data. `fill(locality, scale, progress)`; scale is `small` or `source`.
    `check(locality, scale)` compares what was made with what was to be made.

    `progress(what, done, of)` is called now and then. The answer says who signs in as whom: the
    key of a person for `resident`, `clerk`, `handler` and so on, as far as somebody fits.
    """

    locality: str
    name: str
    modules: tuple[str, ...]
    fill: Callable[["Locality", str, Progress], Awaitable[Mapping[str, int]]]
    check: Callable[["Locality", str], Awaitable[list[Checked]]] | None = None
