"""Cases of the default workflow, each with the history that led to its step."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.data.chance import Chance, Row, Rows
from bench.data.people import People
from bench.data.places import Places
from lianxin.demo.chance import Chance as DemoChance
from lianxin.demo.chance import Numbering

FIRST = datetime(2024, 10, 1, tzinfo=UTC)
DAYS = 730
RESERVED = 20
"""One case in so many lies in the last department: it is acted on and never read."""

CHANNELS = ("phone", "web", "counter", "letter", "message", "visit")
_MATTERS = ("供水", "路灯", "噪声", "停车", "供暖", "垃圾清运", "公交线路", "物业收费")
_WISHES = ("请尽快处理", "多次反映未果", "请告知办理时限", "希望现场查看", "请说明收费依据")
_NOTES = (
    "已电话联系来电人",
    "已现场核实情况",
    "已协调相关单位",
    "正在制定处理方案",
    "补充材料已收",
)
_PHASES = {"accepted": "INTAKE", "handling": "HANDLING", "answered": "ANSWERED", "closed": "CLOSED"}
_SATISFACTION = ("satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied", None)
_ENDS = (
    (10, ()),
    (35, ("assign",)),
    (20, ("assign", "answer")),
    (28, ("assign", "answer", "close")),
    (7, ("assign", "answer", "send_back", "answer", "close")),
)
_LEADS_TO = {"assign": "handling", "answer": "answered", "send_back": "handling", "close": "closed"}


@dataclass(frozen=True)
class Happened:
    """A line of the timeline, not written yet."""

    action: str
    step: str
    at: datetime


def case_rows(number: int, places: Places, people: People, workflow: str) -> Rows:
    """Each case as a row, with its entries under `entries`."""
    chance, numbering = Chance("cases"), Numbering(DemoChance("bench"))
    reading = [leaf for offices in places.offices[:-1] for leaf in offices]
    for n in range(number):
        leaves: Sequence[int] = places.offices[-1] if n % RESERVED == 0 else reading
        yield _case(n, chance.choice(leaves), numbering.code(), people, workflow, chance)


def _case(
    n: int, unit: int, code: str, people: People, workflow: str, chance: Chance
) -> dict[str, Any]:
    key, matter = chance.key(), chance.choice(_MATTERS)
    history = _history(chance)
    handler = chance.choice(people.officials[unit])
    reporter = chance.choice(people.residents)
    clerk = people.officials[unit][0]
    last, at = history[-1], {h.action: h.at for h in history}
    closed = last.step == "closed"
    return {
        "id": key,
        "code": code,
        "version": len(history),
        "workflow": workflow,
        "workflow_version": 1,
        "title": f"{matter}问题：{n % 97 + 1}号楼{matter}",
        "body": f"关于{matter}的诉求。" + "，".join(chance.sample(_WISHES, 3)) + "。",
        "channel": chance.choice(CHANNELS),
        "category": None,
        "step": last.step,
        "phase": _PHASES[last.step],
        "unit_id": unit,
        "handler_id": handler if "assign" in at else None,
        "responsible_id": clerk,
        "supervisor_id": None,
        "reporter_id": reporter,
        "anonymous": False,
        "contactable": True,
        "restricted": False,
        "confined_to_id": None,
        "submitted_at": history[0].at,
        "assigned_at": at.get("send_back", at.get("assign")),
        "answered_at": at.get("answer") if last.step in ("answered", "closed") else None,
        "called_back_at": None,
        "closed_at": last.at if closed else None,
        "due_at": None,
        "satisfaction": chance.choice(_SATISFACTION) if closed else None,
        "returns": int("send_back" in at),
        "external_id": None,
        "receipt_hash": hashlib.sha256(f"receipt {n}".encode()).hexdigest(),
        **dict.fromkeys(("contact_name", "contact_phone", "contact_address", "contact_sealed")),
        "entries": [
            _entry(key, n, h, unit, handler if h.step != "accepted" else clerk, chance)
            for n, h in enumerate(history, 1)
        ],
    }


def _history(chance: Chance) -> list[Happened]:
    """The workflow's own steps with notes among them, hours or days apart; six lines on average."""
    (moves,) = chance.choices([m for _, m in _ENDS], [weight for weight, _ in _ENDS])
    actions = [*moves]
    last = len(moves) - (moves[-1:] == ("close",))  # nothing is noted on what is closed
    for _ in range(chance.randint(0, 6)):
        actions.insert(chance.randint(0, last), "note")
    at = FIRST + timedelta(seconds=chance.randrange(DAYS * 86_400))
    found = [Happened("submit", "accepted", at)]
    for action in actions:
        at += timedelta(seconds=chance.randrange(600, 200_000))
        found.append(Happened(action, _LEADS_TO.get(action, found[-1].step), at))
    return found


def _entry(case: int, n: int, happened: Happened, unit: int, actor: int, chance: Chance) -> Row:
    return {
        "id": chance.key(),
        "case_id": case,
        "n": n,
        "action": happened.action,
        "step": happened.step,
        "actor_id": actor,
        "unit_id": unit,
        "at": happened.at,
        "note": chance.choice(_NOTES) if happened.action not in ("submit", "assign") else None,
        "data": {},
    }
