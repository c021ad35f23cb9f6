"""What the cells of a count are called."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lianxin.calendar import period_of
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.workflow import Phase, Workflow
from lianxin.statistics.dimensions import Dimension

_NOWHERE = Text("未分派", "Not assigned")
_NO_CATEGORY = Text("未分类", "No category")
_PHASES = {
    Phase.INTAKE: Text("受理", "Intake"),
    Phase.TRIAGE: Text("分办", "Triage"),
    Phase.CONSULTATION: Text("会商", "Consultation"),
    Phase.HANDLING: Text("办理", "Handling"),
    Phase.SUPERVISION: Text("督办", "Supervision"),
    Phase.ANSWERED: Text("已答复", "Answered"),
    Phase.FOLLOW_UP: Text("回访", "Follow-up"),
    Phase.CLOSED: Text("办结", "Closed"),
}


def label_of(dimension: Dimension, key: Any, unit_name: str | None, words: Composition) -> Text:
    """The name of a key; a code that no module knows (any more) stands for itself."""
    if dimension is Dimension.UNIT:
        return _plain(unit_name) if unit_name is not None else _NOWHERE
    return _LABELS[dimension](key, words)


def _word(vocabulary: str, code: str, words: Composition) -> Text:
    term = words.term(vocabulary, code)
    return term.label if term else _plain(code)


def _category(code: str, words: Composition) -> Text:
    return _word("category", code, words) if code else _NO_CATEGORY


def _step(code: str, words: Composition) -> Text:
    """Workflows may call steps of one code otherwise: then all their names stand there."""
    labels = _step_labels(words).get(code, [])
    if not labels:
        return _plain(code)
    return Text(" / ".join(t.zh for t in labels), " / ".join(t.en for t in labels))


def _step_labels(words: Composition) -> Mapping[str, list[Text]]:
    found: dict[str, list[Text]] | None = words.memo.get(_step_labels)
    if found is None:
        found = words.memo[_step_labels] = {}
        for entry in words.rules.values():
            for step in entry.rule.steps if isinstance(entry.rule, Workflow) else ():
                known = found.setdefault(step.code, [])
                if step.label not in known:
                    known.append(step.label)
    return found


def _phase(code: str, words: Composition) -> Text:
    return _PHASES[Phase(code)]


def _day(day: date, words: Composition) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _plain(text: str) -> Text:
    return Text(text, text)


_LABELS: Mapping[Dimension, Callable[[Any, Composition], Text]] = {
    Dimension.CHANNEL: lambda code, words: _word("channel", code, words),
    Dimension.CATEGORY: _category,
    Dimension.STEP: _step,
    Dimension.PHASE: _phase,
    Dimension.DAY: _day,
    Dimension.WEEK: lambda day, words: period_of("week", day).label,
    Dimension.MONTH: lambda day, words: period_of("month", day).label,
}
