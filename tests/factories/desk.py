"""An opinion centre at work: its people, and what they do to one case, by GraphQL."""

from typing import Any

from factories.asking import data
from lianxin.context import Viewer
from lianxin.localities import Locality

SUBMIT = """mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
    case { code step { code } } receipt
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""
ACT = """mutation ($input: ActOnCaseInput!) { actOnCase(input: $input) {
    case { step { code phase } availableActions { action allowed } }
    errors { code message path ... on RuleRefusal { rule { code } } } } }"""


class Desk:
    """The people of the story, and what they do to one case."""

    def __init__(self, locality: Locality, **viewers: Viewer) -> None:
        self.locality = locality
        self.viewers = viewers
        self.code = ""

    async def submit(self, **input: Any) -> dict[str, Any]:
        given = {"title": "路灯不亮", "channel": "public_line", **input}
        answer = await data(self.locality, SUBMIT, viewer=self.viewers["clerk"], input=given)
        found: dict[str, Any] = answer["submitCase"]
        self.code = found["case"]["code"] if found["case"] else ""
        return found

    async def act(self, who: str, action: str, note: str | None = None, **fields: Any) -> Any:
        given = [{"name": name, "value": value} for name, value in fields.items()]
        input = {"code": self.code, "action": action, "note": note, "fields": given}
        answer = await data(self.locality, ACT, viewer=self.viewers[who], input=input)
        return answer["actOnCase"]

    async def step(self, who: str, action: str, note: str | None = None, **fields: Any) -> str:
        found = await self.act(who, action, note, **fields)
        assert found["errors"] == [], found["errors"]
        step: str = found["case"]["step"]["code"]
        return step

    async def actions(self, who: str) -> dict[str, bool]:
        """What the case offers to somebody: each action with whether it is allowed."""
        query = """query ($code: String!) { case(code: $code) {
            availableActions { action allowed } } }"""
        found = await data(self.locality, query, viewer=self.viewers[who], code=self.code)
        return {a["action"]: a["allowed"] for a in found["case"]["availableActions"]}
