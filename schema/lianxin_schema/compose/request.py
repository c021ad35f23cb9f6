"""A request's context in this layer: the core's, with the schema it is answered by."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from lianxin.context import Context
from lianxin.errors import LianxinError
from lianxin.localities import Locality

if TYPE_CHECKING:
    from lianxin_schema.compose.snapshot import Snapshot


class Services(Protocol):
    """What some fields need besides the database: kept by the server, absent in plain reads."""

    async def sign_out(self, context: "RequestContext") -> None: ...

    def forget_viewers(self, context: "RequestContext") -> None:
        """Whoever asks next is looked up anew: accounts have changed."""
        ...

    def events(
        self, context: "RequestContext", kinds: set[str], after: str | None
    ) -> AsyncIterator[Any]: ...

    async def change_module(
        self, context: "RequestContext", change: str, input: Mapping[str, Any]
    ) -> Any:
        """`change` is configure, enable or disable; what came of it."""
        ...

    async def purge_plugin(self, context: "RequestContext", input: Mapping[str, Any]) -> Any:
        """What would go with a plugin's data, or the purge that has begun."""
        ...

    async def localities(self) -> Mapping[str, Locality | LianxinError]:
        """All active localities of the platform by key; one that cannot be opened says why."""
        ...


@dataclass(frozen=True)
class RequestContext(Context):
    snapshot: "Snapshot | None" = None
    services: Services | None = None
    token: str | None = None

    @property
    def schema_hash(self) -> str:
        return self.snapshot.hash if self.snapshot else ""
