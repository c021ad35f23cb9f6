"""Sessions and accounts over HTTP: seen, ended, unlocked, closed."""

import pytest

from factories.people import make_account, make_person
from factories.server import PASSWORD, Server

SESSIONS = "{ viewer { username sessions { id current } } }"
END = """mutation ($input: EndSessionsInput!) { endSessions(input: $input) {
    ended errors { code } } }"""
UNLOCK = """mutation ($input: UnlockAccountInput!) { unlockAccount(input: $input) {
    account { username } errors { code } } }"""
CLOSE = """mutation ($input: SetAccountDisabledInput!) { setAccountDisabled(input: $input) {
    account { disabled } errors { code } } }"""
ROLES = """mutation ($input: SetAccountRolesInput!) { setAccountRoles(input: $input) {
    account { roles { code } } errors { code } } }"""
CREATE = """mutation ($input: CreateAccountInput!) { createAccount(input: $input) {
    account { username mustChange roles { code } } password errors { code path } } }"""
RESET = """mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) {
    account { mustChange } password errors { code } } }"""
ACCOUNTS = (
    """{ accounts { edges { node { username disabled roles { code } sessions { id } } } } }"""
)


async def signed_in(server: Server, username: str, password: str = PASSWORD) -> tuple[int, str]:
    given = {"locality": "testing", "username": username, "password": password}
    answer = await server.client.post("/auth/token", json=given)
    return answer.status_code, answer.json().get("accessToken", answer.text)


async def code_of(server: Server, query: str, role: str | None, **variables: object) -> str:
    answer = (await server.post(query, role, **variables)).json()
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


async def ended(server: Server, role: str, **input: object) -> tuple[int | None, list[str]]:
    done = (await server.data(END, role, input=input))["endSessions"]
    return done["ended"], [error["code"] for error in done["errors"]]


async def test_everybody_sees_their_own_sessions_and_ends_one(server: Server) -> None:
    _, server.tokens["elsewhere"] = await signed_in(server, "clerk")
    sessions = (await server.data(SESSIONS, "clerk"))["viewer"]["sessions"]
    assert sorted(s["current"] for s in sessions) == [False, True]
    other = next(s["id"] for s in sessions if not s["current"])
    assert await ended(server, "clerk", session=other) == (1, [])
    assert await code_of(server, SESSIONS, "elsewhere") == "UNAUTHENTICATED"
    assert await ended(server, "clerk", session=other) == (None, ["NOT_FOUND"])
    assert len((await server.data(SESSIONS, "clerk"))["viewer"]["sessions"]) == 1


async def test_all_of_ones_sessions_end_at_once(server: Server) -> None:
    await signed_in(server, "clerk")
    assert await ended(server, "clerk") == (2, [])
    assert await code_of(server, SESSIONS, "clerk") == "UNAUTHENTICATED"


async def test_only_administrators_end_anothers(server: Server) -> None:
    await server.sign_in("clerk")
    assert await ended(server, "supervisor", username="clerk") == (None, ["NOT_PERMITTED"])
    nobody = (await server.data(END, None, input={}))["endSessions"]
    assert [error["code"] for error in nobody["errors"]] == ["NOT_PERMITTED"]
    assert await ended(server, "admin", username="clerk", reason="设备遗失") == (1, [])
    assert await code_of(server, SESSIONS, "clerk") == "UNAUTHENTICATED"


async def test_a_lock_after_failures_is_lifted_by_an_administrator(server: Server) -> None:
    for _ in range(5):
        await signed_in(server, "clerk", "wrong")
    status, said = await signed_in(server, "clerk")
    assert (status, "LOCKED_OUT" in said) == (429, True)
    done = await server.data(UNLOCK, "admin", input={"username": "clerk"})
    assert done["unlockAccount"] == {"account": {"username": "clerk"}, "errors": []}
    assert (await signed_in(server, "clerk"))[0] == 200


async def test_a_closed_account_is_out_and_an_opened_one_may_come_in(server: Server) -> None:
    await server.sign_in("clerk")
    for disabled, status in ((True, 401), (False, 200)):
        given = {"username": "clerk", "disabled": disabled}
        done = (await server.data(CLOSE, "admin", input=given))["setAccountDisabled"]
        assert done == {"account": {"disabled": disabled}, "errors": []}
        assert (await signed_in(server, "clerk"))[0] == status
    assert await code_of(server, SESSIONS, "clerk") == "UNAUTHENTICATED"


async def test_roles_are_given_and_hold_at_once(server: Server) -> None:
    assert await code_of(server, ACCOUNTS, "clerk") == "NOT_PERMITTED"
    given = {"username": "clerk", "roles": ["clerk", "security_admin"]}
    done = (await server.data(ROLES, "admin", input=given))["setAccountRoles"]
    assert [r["code"] for r in done["account"]["roles"]] == ["clerk", "security_admin"]
    accounts = (await server.data(ACCOUNTS, "clerk"))["accounts"]["edges"]
    assert len(accounts) == 5


@pytest.mark.parametrize("role", ["auditor", "resident"])
async def test_others_see_no_accounts(server: Server, role: str) -> None:
    assert await code_of(server, ACCOUNTS, role) == "NOT_PERMITTED"


async def changed(server: Server, username: str, password: str, new: str) -> int:
    given = {"locality": "testing", "username": username, "password": password, "newPassword": new}
    return (await server.client.post("/auth/token", json=given)).status_code


async def test_a_new_account_has_a_password_for_one_sign_in(server: Server) -> None:
    given = {"username": "sun", "roles": ["clerk"]}
    made = (await server.data(CREATE, "admin", input=given))["createAccount"]
    roles = [{"code": "clerk"}]
    assert made["account"] == {"username": "sun", "mustChange": True, "roles": roles}
    status, said = await signed_in(server, "sun", made["password"])
    assert (status, "PASSWORD_MUST_CHANGE" in said) == (403, True)
    assert await changed(server, "sun", made["password"], "Spring-2027") == 200
    assert (await signed_in(server, "sun", made["password"]))[0] == 401


@pytest.mark.parametrize(
    ("role", "given", "code"),
    [
        ("supervisor", {}, "NOT_PERMITTED"),
        ("admin", {"username": "clerk"}, "USERNAME_TAKEN"),
        ("admin", {"username": "a b"}, "BAD_USERNAME"),
        ("admin", {"roles": ["system"]}, "UNKNOWN_ROLE"),
        ("admin", {"person": "Unit:5"}, "NO_SUCH_ID"),
        ("admin", {"person": "Person:5"}, "NOT_FOUND"),
    ],
)
async def test_an_account_is_refused(
    server: Server, role: str, given: dict[str, object], code: str
) -> None:
    asked = {"username": "sun", "roles": ["clerk"], **given}
    made = (await server.data(CREATE, role, input=asked))["createAccount"]
    assert (made["account"], made["password"]) == (None, None)
    assert [error["code"] for error in made["errors"]] == [code]


async def test_the_same_request_makes_one_account_and_tells_its_password_again(
    server: Server,
) -> None:
    token = await server.sign_in("admin")
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "a-key-of-my-own-1"}
    body = {"query": CREATE, "variables": {"input": {"username": "sun", "roles": ["clerk"]}}}
    answers = [
        (await server.client.post("/testing/graphql", json=body, headers=headers)).json()
        for _ in range(2)
    ]
    assert answers[0]["data"]["createAccount"]["password"]
    assert answers[0]["data"] == answers[1]["data"]


async def test_a_password_is_reset_by_an_administrator(server: Server) -> None:
    await server.sign_in("clerk")
    for _ in range(5):
        await signed_in(server, "clerk", "wrong")
    done = (await server.data(RESET, "admin", input={"username": "clerk"}))["resetPassword"]
    assert (done["account"], done["errors"]) == ({"mustChange": True}, [])
    assert await code_of(server, SESSIONS, "clerk") == "UNAUTHENTICATED"
    assert (await signed_in(server, "clerk"))[0] == 401
    assert await changed(server, "clerk", done["password"], "Spring-2027") == 200


@pytest.mark.parametrize(
    ("role", "username", "code"),
    [
        ("admin", "admin", "NOT_ONESELF"),
        ("supervisor", "clerk", "NOT_PERMITTED"),
        ("admin", "nobody", "NOT_FOUND"),
    ],
)
async def test_a_password_is_not_reset(server: Server, role: str, username: str, code: str) -> None:
    done = (await server.data(RESET, role, input={"username": username}))["resetPassword"]
    assert (done["password"], [error["code"] for error in done["errors"]]) == (None, [code])


async def test_the_audit_tells_of_it_and_of_no_password(server: Server) -> None:
    made = await server.data(CREATE, "admin", input={"username": "sun", "roles": ["clerk"]})
    reset = await server.data(RESET, "admin", input={"username": "sun", "reason": "遗忘"})
    asked = """{ auditEntries(filter: {action: ["create_account", "reset_password"]}) {
        edges { node { action actor result reason object } } } }"""
    edges = (await server.data(asked, "auditor"))["auditEntries"]["edges"]
    assert sorted(edge["node"]["action"] for edge in edges) == ["create_account", "reset_password"]
    for password in (made["createAccount"]["password"], reset["resetPassword"]["password"]):
        assert password not in str(edges)


FOUND = """query ($filter: AccountFilter) { accounts(filter: $filter) {
    edges { node { username } } } }"""
STATE = """query ($username: String!) { account(username: $username) {
    lastSignInAt lockedUntil sessions { since } } }"""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"search": "CLE"}, ["clerk"]),
        ({"search": "王"}, ["wang_li"]),
        ({"search": "孔"}, []),
        ({"search": "g_l"}, ["wang_li"]),
        ({"role": ["auditor", "supervisor"]}, ["auditor", "supervisor"]),
        ({"disabled": True}, ["kong"]),
    ],
)
async def test_accounts_are_found_by_name_role_and_state(
    server: Server, given: dict[str, object], names: list[str]
) -> None:
    locality = await server.locality()
    official = await make_person(locality, "王立", official=True)
    resident = await make_person(locality, "孔令仪")
    await make_account(locality, "clerk", username="wang_li", person=official)
    await make_account(locality, "resident", username="kong", person=resident, disabled=True)
    edges = (await server.data(FOUND, "admin", filter=given))["accounts"]["edges"]
    assert [edge["node"]["username"] for edge in edges] == names


async def test_an_account_tells_its_last_sign_in_and_until_when_it_is_locked(
    server: Server,
) -> None:
    before = (await server.data(STATE, "admin", username="clerk"))["account"]
    assert before == {"lastSignInAt": None, "lockedUntil": None, "sessions": []}
    await server.sign_in("clerk")
    for _ in range(5):
        await signed_in(server, "clerk", "wrong")
    after = (await server.data(STATE, "admin", username="clerk"))["account"]
    assert after["lastSignInAt"] == after["sessions"][0]["since"] < after["lockedUntil"]


async def test_the_roles_that_an_account_may_be_given_are_told_to_whoever_gives_them(
    server: Server,
) -> None:
    asked = "{ accountRoles { code label } }"
    assert await code_of(server, asked, "supervisor") == "NOT_PERMITTED"
    roles = (await server.data(asked, "admin"))["accountRoles"]
    assert {"code": "security_admin", "label": "安全管理员"} in roles
    assert not {"system", "public"} & {role["code"] for role in roles}
