"""The gateway: from a call on the wire to an answer of the planner."""

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from lianxin import identity
from lianxin.accounts.signing_in import sign_in
from lianxin.accounts.viewers import Viewers
from lianxin.context import PUBLIC, Viewer
from lianxin.errors import LianxinError, Unauthenticated, UnknownLocality
from lianxin.events.feed import Feed
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.platform.platform import Platform
from lianxin.roles import permissions_of
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.compose.snapshot import Snapshot
from lianxin_schema.gateway.hooks import take_in
from lianxin_schema.gateway.purging import Purges
from lianxin_schema.gateway.readiness import readiness
from lianxin_schema.gateway.services import GatewayServices
from lianxin_schema.gateway.snapshots import Snapshots
from lianxin_schema.gateway.swaps import Swaps
from lianxin_schema.gateway.trusted import TrustedDocuments
from lianxin_schema.http.gateway import (
    PLATFORM,
    Answer,
    Begun,
    Caller,
    Example,
    GatewayError,
    HookAnswer,
    Operation,
    Provider,
    Readiness,
    Sdl,
    Token,
)
from lianxin_schema.limits import Limits
from lianxin_schema.planner.encoding import encode_refusal
from lianxin_schema.planner.engine import execute, stream
from lianxin_schema.planner.turn import RequestRefused, Turn, told


class PlannedGateway:
    """Answers operations in the localities of a platform."""

    def __init__(self, platform: Platform, limits: Limits | None = None) -> None:
        self.platform = platform
        self.snapshots = Snapshots(platform.installed, limits or Limits())
        self.trusted = TrustedDocuments()
        self.viewers = Viewers()
        self.services = GatewayServices(self)
        self.purges = Purges(self)
        self._feeds: dict[str, Feed] = {}
        self._swaps = Swaps(platform)
        platform.before_use.append(self._prepare)

    async def answer(self, locality: str, operation: Operation, caller: Caller) -> Answer:
        turn = await self._turn(locality, operation, caller)
        try:
            body, executed, code = await execute(turn), True, None
        except RequestRefused as refused:
            body, executed, code = (
                encode_refusal([dict(e) for e in refused.errors]),
                False,
                refused.code,
            )
        except LianxinError as error:
            if error.code in _WHOLE:
                raise
            body = encode_refusal([told(error, caller.language)])
            executed, code = False, error.code
        return Answer(
            body=body,
            executed=executed,
            schema_hash=turn.snapshot.hash,
            code=code,
            document_hash=turn.known.hash[:16] if turn.known else None,
            operation_name=operation.name,
        )

    async def subscribe(
        self, locality: str, operation: Operation, caller: Caller
    ) -> AsyncIterator[bytes]:
        turn = await self._turn(locality, operation, caller)
        # A document that was sent once may be forgotten while it runs.
        meant = operation._replace(document=turn.text, document_id=None)
        try:
            async with self._swaps.of(locality) as swapped:
                answers = stream(turn, lambda: self._turn(locality, meant, caller), swapped)
                async with aclosing(answers):
                    async for body in answers:
                        yield body
        except RequestRefused as refused:
            first = refused.errors[0]
            message = str(first["message"])
            raise GatewayError(refused.code or "BAD_REQUEST", Text(message, message)) from None

    async def knows(self, locality: str) -> bool:
        try:
            await self.platform.locality(locality)
        except UnknownLocality:
            return False
        except LianxinError:
            return True
        return True

    async def sdl(self, locality: str) -> Sdl:
        found = await self.platform.locality(locality)
        snapshot = await self.snapshot(found)
        return Sdl(snapshot.sdl, snapshot.hash)

    async def examples(self, locality: str) -> list[Example]:
        snapshot = await self.snapshot(await self.platform.locality(locality))
        return self.snapshots.examples(snapshot)

    async def sign_in(
        self,
        locality: str,
        username: str,
        password: str,
        address: str | None,
        new_password: str | None = None,
    ) -> Token:
        found = await self.platform.locality(locality)
        issued = await sign_in(found, username, password, address, new_password)
        return Token(issued.access_token, issued.expires_in)

    async def providers(self, locality: str) -> list[Provider]:
        found = await self.platform.locality(locality)
        return [Provider(p.key, p.name) for p in identity.offered(self.platform.installed, found)]

    async def begin_sign_in(self, locality: str, provider: str, redirect_uri: str) -> Begun:
        found, installed = await self.platform.locality(locality), self.platform.installed
        begun = await identity.begin_sign_in(installed, found, provider, redirect_uri)
        return Begun(begun.authorization_url, begun.binding)

    async def finish_sign_in(self, locality: str, provider: str, given: Mapping[str, str]) -> Token:
        found, installed = await self.platform.locality(locality), self.platform.installed
        issued = await identity.finish_sign_in(installed, found, provider, given)
        return Token(issued.access_token, issued.expires_in)

    async def hook(
        self, locality: str, channel: str, headers: Mapping[str, str], body: bytes
    ) -> HookAnswer:
        return await take_in(
            self.platform, await self.platform.locality(locality), channel, headers, body
        )

    async def ready(self) -> Readiness:
        return await readiness(self.platform)

    async def check_token(self, locality: str, token: str) -> bool:
        found = await self.platform.locality(locality)
        try:
            await self._viewer(found, token)
        except Unauthenticated:
            return False
        return True

    # --- parts of a call

    async def snapshot(self, locality: Locality) -> Snapshot:
        if locality.key == PLATFORM:
            return self.snapshots.platform
        return await self.snapshots.of(locality.composition)

    async def _prepare(self, locality: Locality) -> None:
        """The snapshot is there before the first request that is answered by it."""
        await self.snapshot(locality)

    def feed(self, locality: Locality) -> Feed:
        """The sealed events of a locality, as this process hands them out."""
        found = self._feeds.get(locality.key)
        if found is None:
            found = self._feeds[locality.key] = Feed(locality.database)
        return found

    async def close(self) -> None:
        """End all subscriptions, and what is done beside the requests."""
        await self.purges.close()
        for feed in self._feeds.values():
            await feed.close()

    async def _turn(self, key: str, operation: Operation, caller: Caller) -> Turn:
        # A copy: what this request began with it ends with, whatever is enabled meanwhile.
        locality = (await self.platform.locality(key)).as_it_is()
        snapshot = await self.snapshot(locality)
        document = self.trusted.resolve(operation.document, operation.document_id)
        now = locality.clock.now()
        context = RequestContext(
            locality=locality,
            viewer=await self._viewer(locality, caller.token, now),
            now=now,
            language=caller.language,
            request_id=caller.request_id,
            idempotency_key=operation.idempotency_key,
            snapshot=snapshot,
            services=self.services,
            token=caller.token,
        )
        return Turn(
            snapshot=snapshot,
            context=context,
            text=document,
            operation_name=operation.name,
            raw_variables=operation.variables,
            may_mutate=operation.transport != "get",
            may_stream=operation.transport in {"ws", "sse"},
        )

    async def _viewer(
        self, locality: Locality, token: str | None, now: datetime | None = None
    ) -> Viewer:
        if token is None:
            return PUBLIC_VIEWER
        return await self.viewers.viewer_of(locality, token, now)


_WHOLE = {"DATABASE_UNAVAILABLE", "BUSY", "NOT_MIGRATED", "UNKNOWN_LOCALITY"}
"""Refusals of the call as a whole: the protocol answers them with a status of their own."""

PUBLIC_VIEWER = replace(PUBLIC, permissions=permissions_of(PUBLIC.roles))
