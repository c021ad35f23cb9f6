"""A server with a locality `testing` and an account for each role, spoken to over HTTP."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson

from lianxin.accounts import create_account, hash_password
from lianxin.localities import Locality
from lianxin.platform import Entry, Platform, add_locality, set_up
from lianxin.webhooks.signing import sign
from lianxin_schema.gateway import PlannedGateway
from lianxin_schema.http import HttpSettings, create_app

ROLES = ("resident", "clerk", "supervisor", "admin", "auditor")
PASSWORD = "lianxin"


@dataclass
class Server:
    platform: Platform
    gateway: PlannedGateway
    app: Any
    client: httpx.AsyncClient = None  # type: ignore[assignment]
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def started(cls, platform: Platform, address: str) -> "Server":
        await set_up(platform)
        await add_locality(platform, Entry("testing", "测试县", address))
        locality = await platform.locality("testing")
        hashed = await hash_password(PASSWORD, "x", None)
        async with locality.database.writing() as tx:
            for role in ROLES:
                await create_account(
                    tx,
                    username=role,
                    password_hash=hashed,
                    roles=[role],
                    now=locality.clock.now(),
                )
        gateway = PlannedGateway(platform)
        return cls(platform, gateway, create_app(gateway, HttpSettings()))

    async def locality(self) -> Locality:
        return await self.platform.locality("testing")

    async def sign_in(self, role: str) -> str:
        if role not in self.tokens:
            given = {"locality": "testing", "username": role, "password": PASSWORD}
            answer = await self.client.post("/auth/token", json=given)
            self.tokens[role] = answer.json()["accessToken"]
        return self.tokens[role]

    async def post(
        self, query: str, role: str | None = None, *, locality: str = "testing", **variables: Any
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {await self.sign_in(role)}"} if role else {}
        body = {"query": query, "variables": variables}
        return await self.client.post(f"/{locality}/graphql", json=body, headers=headers)

    async def data(self, query: str, role: str | None = None, **variables: Any) -> dict[str, Any]:
        answer = (await self.post(query, role, **variables)).json()
        assert "errors" not in answer, answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    async def hook(self, channel: str, secret: str, **body: Any) -> httpx.Response:
        content = orjson.dumps(body)
        return await self.delivered(
            channel, content, **sign(secret, "m-1", datetime.now(UTC), content)
        )

    async def delivered(self, channel: str, content: bytes, **headers: str) -> httpx.Response:
        return await self.client.post(f"/testing/hooks/{channel}", content=content, headers=headers)
