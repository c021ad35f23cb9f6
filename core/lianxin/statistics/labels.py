"""What the cells of a count are called."""

from collections.abc import Mapping

from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.workflow import Phase, Workflow
from lianxin.statistics.dimensions import Dimension

NOWHERE = Text("未分派", "Not assigned")
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


def words_of(dimension: Dimension, words: Composition) -> Mapping[str, Text]:
    """What the codes of a dimension are called; one that is not there stands for itself."""
    if dimension is Dimension.PHASE:
        return {phase.value: label for phase, label in _PHASES.items()}
    if dimension is Dimension.STEP:
        return {code: _joined(labels) for code, labels in _step_labels(words).items()}
    terms = words.terms.get(dimension.value.lower(), {})
    found = {code: term.label for code, term in terms.items()}
    return {"": _NO_CATEGORY, **found} if dimension is Dimension.CATEGORY else found


def _step_labels(words: Composition) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for entry in words.rules.values():
        for step in entry.rule.steps if isinstance(entry.rule, Workflow) else ():
            labels = found.setdefault(step.code, [])
            if step.label not in labels:
                labels.append(step.label)
    return found


def _joined(labels: list[Text]) -> Text:
    """Workflows may call steps of one code otherwise: then all their names stand there."""
    return Text(" / ".join(t.zh for t in labels), " / ".join(t.en for t in labels))
