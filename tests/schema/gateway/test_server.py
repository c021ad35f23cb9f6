"""The server as clients meet it: tokens, modules, and what goes wrong."""

from factories.server import Server

VIEWER = "{ viewer { username roles { code } } }"
ENABLE = """mutation ($input: EnableModuleInput!) { enableModule(input: $input) {
    module { key enabled } schemaChanges { criticality description } errors { code message } } }"""
DISABLE = """mutation ($input: DisableModuleInput!) { disableModule(input: $input) {
    module { enabled } schemaChanges { criticality } errors { code } } }"""
CONFIGURE = """mutation ($input: ConfigureModuleInput!) { configureModule(input: $input) {
    module { settings settingsHistory { edges { node { by reason settings } } } }
    changes { name from to origin } errors { code path } } }"""
OPINIONS = {"module": "zoucheng.opinions"}


async def code_of(server: Server, query: str, role: str | None = None, **variables: object) -> str:
    answer = await server.post(query, role, **variables)
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code


async def test_a_token_says_who_asks_until_it_is_given_back(server: Server) -> None:
    assert (await server.data(VIEWER, "clerk"))["viewer"]["username"] == "clerk"
    assert (await server.data(VIEWER))["viewer"]["username"] is None
    await server.data("mutation { signOut { errors { code } } }", "clerk")
    assert await code_of(server, VIEWER, "clerk") == "UNAUTHENTICATED"


async def test_a_bad_token_an_unknown_locality_and_a_refused_role_have_codes(
    server: Server,
) -> None:
    server.tokens["stranger"] = "A" * 43
    assert await code_of(server, VIEWER, "stranger") == "UNAUTHENTICATED"
    elsewhere = await server.post(VIEWER, locality="nowhere")
    assert elsewhere.status_code == 404
    assert elsewhere.json()["errors"][0]["extensions"]["code"] == "UNKNOWN_LOCALITY"
    audit = "{ auditEntries { edges { node { action } } } }"
    assert await code_of(server, audit, "clerk") == "NOT_PERMITTED"


async def test_enabling_a_module_changes_the_schema_at_once(server: Server) -> None:
    before = (await server.client.get("/testing/schema.graphql")).headers["etag"]
    done = (await server.data(ENABLE, "admin", input=OPINIONS))["enableModule"]
    assert done["module"] == {"key": "zoucheng.opinions", "enabled": True}
    assert {c["criticality"] for c in done["schemaChanges"]} <= {"SAFE", "DANGEROUS"}
    after = await server.client.get("/testing/schema.graphql")
    assert after.headers["etag"] != before
    assert "ZouchengOpinion" in after.text


async def test_trying_changes_nothing(server: Server) -> None:
    done = await server.data(ENABLE, "admin", input={**OPINIONS, "dryRun": True})
    assert done["enableModule"]["schemaChanges"]
    modules = (await server.data("{ modules { key enabled } }"))["modules"]
    assert {"key": "zoucheng.opinions", "enabled": False} in modules


async def test_only_administrators_switch_modules(server: Server) -> None:
    done = await server.data(ENABLE, "clerk", input=OPINIONS)
    assert done["enableModule"]["errors"][0]["code"] == "NOT_PERMITTED"


async def test_a_figure_is_changed_with_its_history(server: Server) -> None:
    await server.data(ENABLE, "admin", input=OPINIONS)
    given = {**OPINIONS, "settings": {"answer_days": 3}, "reason": "提速"}
    done = (await server.data(CONFIGURE, "admin", input=given))["configureModule"]
    assert done["changes"] == [{"name": "answer_days", "from": 5, "to": 3, "origin": "locality"}]
    assert done["module"]["settings"]["answer_days"] == 3
    assert done["module"]["settingsHistory"]["edges"][0]["node"]["reason"] == "提速"
    wrong = {**OPINIONS, "settings": {"answer_days": "soon"}}
    refused = (await server.data(CONFIGURE, "admin", input=wrong))["configureModule"]
    assert refused["errors"][0]["path"] == ["settings", "answer_days"]


async def test_a_disabled_module_takes_no_new_cases(server: Server) -> None:
    await server.data(ENABLE, "admin", input=OPINIONS)
    submit = """mutation { submitCase(input: {title: "噪声", channel: "public_line"}) {
        case { step { code } } errors { code } } }"""
    assert (await server.data(submit, "clerk"))["submitCase"]["errors"] == []
    refused = (await server.data(DISABLE, "admin", input=OPINIONS))["disableModule"]
    if refused["errors"]:
        assert refused["errors"][0]["code"] == "BREAKING_CHANGES"
        await server.data(DISABLE, "admin", input={**OPINIONS, "acceptBreakingChanges": True})
    assert (await server.data(submit, "clerk"))["submitCase"]["errors"] != []
    cases = await server.data("{ cases { edges { node { step { code label } } } } }", "clerk")
    assert cases["cases"]["edges"][0]["node"]["step"]["label"] == "来件"


async def test_the_platform_tells_its_plugins(server: Server) -> None:
    answer = await server.post("{ plugins { key modules { key } } }", locality="platform")
    assert "zoucheng" in [p["key"] for p in answer.json()["data"]["plugins"]]


async def test_a_sent_document_can_be_asked_by_its_hash(server: Server) -> None:
    import hashlib

    digest = hashlib.sha256(VIEWER.encode()).hexdigest()
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    unknown = await server.client.post("/testing/graphql", json={"extensions": apollo})
    assert unknown.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    await server.client.post("/testing/graphql", json={"query": VIEWER, "extensions": apollo})
    known = await server.client.post("/testing/graphql", json={"extensions": apollo})
    assert known.json()["data"]["viewer"]["username"] is None
