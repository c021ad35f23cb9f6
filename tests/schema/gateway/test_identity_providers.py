"""Signing in by an OpenID provider, over HTTP, with a provider on loopback that signs."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from factories.openid import ANOTHER, CLIENT, SECRET, OpenIdProvider
from factories.openid import openid_provider as provider_on_loopback
from factories.server import Server
from lianxin.accounts import create_account
from lianxin.commands.contact import Contact, columns_of
from lianxin.modules.carrying import carry_out
from lianxin.modules.configure import ConfigureModule
from lianxin.modules.switching import EnableModule
from lianxin.privacy import normalize_phone
from lianxin.tables import Account, AccountIdentity, Person, SpentState
from lianxin_schema.cli.running import context_of

FRONT_END = "https://front.example/back"
VIEWER = "{ viewer { username roles { code } } }"


@pytest.fixture
async def provider(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenIdProvider]:
    monkeypatch.setenv("LIANXIN_OIDC_ALLOW_HTTP", "true")
    monkeypatch.setenv("LIANXIN_OIDC_SECRETS", f'{{"testing": "{SECRET}"}}')
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with provider_on_loopback() as provider:
        await change(server, EnableModule)
        figures = {"issuer": provider.issuer, "client_id": CLIENT, "account_claim": "login"}
        await change(server, ConfigureModule, settings={**figures, "redirect_uris": [FRONT_END]})
        yield provider


async def change(server: Server, kind: Any, **given: Any) -> None:
    outcome = await carry_out(
        kind, {"module": "identity.oidc", **given}, context_of(await server.locality())
    )
    assert not outcome.problems, outcome.problems
    await server.platform.refresh("testing")


async def begun(server: Server, redirect_uri: str = FRONT_END) -> dict[str, Any]:
    asked = {"locality": "testing", "provider": "oidc", "redirectUri": redirect_uri}
    found: dict[str, Any] = (await server.client.post("/auth/begin", json=asked)).json()
    return found


async def ended(server: Server, **came_back: str) -> dict[str, Any]:
    asked = {"locality": "testing", "provider": "oidc", **came_back}
    found: dict[str, Any] = (await server.client.post("/auth/token", json=asked)).json()
    return found


async def signed_in(server: Server, provider: OpenIdProvider) -> dict[str, Any]:
    begin = await begun(server)
    came_back = provider.come_back(begin["authorizationUrl"])
    return await ended(server, **came_back, binding=begin["binding"])


def code_of(answer: dict[str, Any]) -> str:
    code: str = answer["errors"][0]["extensions"]["code"] if "errors" in answer else "done"
    return code


async def waiting(server: Server, username: str, role: str = "handler") -> int:
    """An account without a password; its key."""
    locality = await server.locality()
    async with locality.database.writing() as tx:
        account = await create_account(
            tx, username=username, roles=[role], now=locality.clock.now()
        )
    return account.id


async def viewer(server: Server, answer: dict[str, Any]) -> dict[str, Any]:
    server.tokens["vouched"] = answer["accessToken"]
    found: dict[str, Any] = (await server.data(VIEWER, "vouched"))["viewer"]
    return found


async def test_whoever_the_provider_vouches_for_gets_a_token_of_ours(
    server: Server, provider: OpenIdProvider
) -> None:
    listed = await server.client.get("/auth/providers?locality=testing")
    assert listed.json() == {"providers": [{"key": "oidc", "name": "统一身份认证"}]}
    await waiting(server, "wang")
    provider.person = {"sub": "u-1", "login": "wang"}
    found = await viewer(server, await signed_in(server, provider))
    assert found == {"username": "wang", "roles": [{"code": "handler"}]}
    # The subject counts from now on, whatever the provider calls the person.
    provider.person = {"sub": "u-1", "login": "admin"}
    assert (await viewer(server, await signed_in(server, provider)))["username"] == "wang"


async def test_whoever_is_nobody_learns_of_a_provider_its_name_alone(
    server: Server, provider: OpenIdProvider
) -> None:
    path = "/auth/providers"
    listed = await server.client.get(f"{path}?locality=testing", headers={"accept-language": "en"})
    assert listed.json() == {"providers": [{"key": "oidc", "name": "Single sign-on"}]}
    for query in ("", "?locality=", "?locality=testing&locality=x", "?locality=" + "x" * 300):
        assert (await server.client.get(path + query)).status_code == 400, query
    for name in ("nowhere", "..%2F", "%00", "'%20or%201=1"):
        answer = await server.client.get(f"{path}?locality={name}")
        assert code_of(answer.json()) in ("UNKNOWN_LOCALITY", "BAD_REQUEST"), name
    posted = await server.client.post(path, json={"locality": "testing"})
    assert (posted.status_code, posted.headers["allow"]) == (405, "GET, HEAD")


async def test_a_token_that_is_not_right_in_every_point_is_refused(
    server: Server, provider: OpenIdProvider
) -> None:
    await waiting(server, "wang")
    provider.person = {"sub": "u-1", "login": "wang"}
    for cheats in (
        {"nonce": "another"},
        {"exp": 1_600_000_000},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://elsewhere.example"},
        {"sub": None},
        {"iat": None},
    ):
        provider.cheats = cheats
        assert code_of(await signed_in(server, provider)) == "IDENTITY_NOT_PROVEN", cheats
    provider.cheats = {}
    for algorithm, key in (("none", None), ("HS256", None), ("RS256", ANOTHER)):
        provider.algorithm, provider.key = algorithm, key
        assert code_of(await signed_in(server, provider)) == "IDENTITY_NOT_PROVEN", algorithm


async def test_a_state_is_good_once_for_the_browser_that_began(
    server: Server, provider: OpenIdProvider
) -> None:
    await waiting(server, "wang")
    provider.person = {"sub": "u-1", "login": "wang"}
    begin, another = await begun(server), await begun(server)
    came_back = provider.come_back(begin["authorizationUrl"])
    for state, binding in (
        ("s1:forged:AAAA", begin["binding"]),
        (came_back["state"], another["binding"]),
        (came_back["state"][:-4] + "AAA=", begin["binding"]),
    ):
        answer = await ended(server, code=came_back["code"], state=state, binding=binding)
        assert code_of(answer) == "BAD_STATE"
    right = {**came_back, "binding": begin["binding"]}
    assert code_of(await ended(server, **right)) == "done"
    assert code_of(await ended(server, **right)) == "BAD_STATE"


async def test_a_code_is_good_once_and_for_its_own_state(
    server: Server, provider: OpenIdProvider
) -> None:
    begin, another = await begun(server), await begun(server)
    code = provider.come_back(begin["authorizationUrl"])["code"]
    state = provider.come_back(another["authorizationUrl"])["state"]
    answer = await ended(server, code=code, state=state, binding=another["binding"])
    assert code_of(answer) == "IDENTITY_NOT_PROVEN"


async def test_an_unknown_identity_is_refused(server: Server, provider: OpenIdProvider) -> None:
    provider.person = {"sub": "u-9", "login": "nobody"}
    assert code_of(await signed_in(server, provider)) == "UNKNOWN_ACCOUNT"
    # An account with a password is its owner's: no name that a provider gives opens it.
    provider.person = {"sub": "u-9", "login": "admin"}
    assert code_of(await signed_in(server, provider)) == "UNKNOWN_ACCOUNT"


async def test_a_closed_account_is_no_account(server: Server, provider: OpenIdProvider) -> None:
    key = await waiting(server, "wang")
    provider.person = {"sub": "u-1", "login": "wang"}
    assert code_of(await signed_in(server, provider)) == "done"
    async with (await server.locality()).database.writing() as tx:
        await tx.execute(update(Account).where(col(Account.id) == key).values(disabled=True))
    assert code_of(await signed_in(server, provider)) == "UNKNOWN_ACCOUNT"


async def test_residents_get_accounts_where_the_locality_wants_it(
    server: Server, provider: OpenIdProvider
) -> None:
    locality = await server.locality()
    known = Person(**columns_of(Contact("孟女士", normalize_phone("13953712345")), locality.sealer))
    async with locality.database.writing() as tx:
        await tx.add(known)
    await change(server, ConfigureModule, settings={"create_residents": True})
    provider.person = {
        "sub": "u-2",
        "name": "孟女士",
        "roles": ["admin"],
        "phone_number": "13953712345",
    }
    provider.person["phone_number_verified"] = True
    found = await viewer(server, await signed_in(server, provider))
    assert found["roles"] == [{"code": "resident"}]
    provider.person = {"sub": "u-3", "phone_number": "13953712345"}
    await signed_in(server, provider)
    people = select(col(Account.person_id)).where(col(Account.username).like("resident-%"))
    rows = [row.person_id for row in await locality.database.all(people)]
    # A number that nobody has checked finds nobody.
    assert known.id in rows
    assert len(set(rows)) == 2


async def test_nothing_stored_names_whom_the_provider_knows(
    server: Server, provider: OpenIdProvider
) -> None:
    await waiting(server, "wang")
    provider.person = {"sub": "370883199001011234", "login": "wang"}
    assert code_of(await signed_in(server, provider)) == "done"
    database = (await server.locality()).database
    stored = [str(await database.all(select(t.__table__))) for t in (AccountIdentity, SpentState)]
    assert "370883199001011234" not in "".join(stored)


async def test_only_registered_addresses_are_returned_to(
    server: Server, provider: OpenIdProvider
) -> None:
    for redirect in ("https://evil.example/", f"{FRONT_END}/more", f"{FRONT_END}?x=1"):
        assert code_of(await begun(server, redirect)) == "REDIRECT_NOT_ALLOWED"


async def test_without_the_module_or_the_provider_there_is_a_code(
    server: Server, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_OIDC_ALLOW_HTTP", "false")
    await change(server, ConfigureModule, settings={"issuer": provider.issuer + "/elsewhere"})
    assert code_of(await begun(server)) == "PROVIDER_UNAVAILABLE"
    await change(server, ConfigureModule, settings={"client_id": ""})
    assert code_of(await begun(server)) == "UNKNOWN_PROVIDER"
