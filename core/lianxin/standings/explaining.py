"""Why a standing is what it is, in words."""

from datetime import date

from lianxin.rules.base import RuleInForce
from lianxin.rules.standing import Said, StandingRule, Stood
from lianxin.rules.words import Terms

_NO_TERMS: Terms = {}


def explain(
    entry: RuleInForce,
    row: Stood,
    language: str,
    *,
    terms: Terms | None = None,
    today: date | None = None,
) -> str:
    """「本周已驻村 3 天，要求 4 天，还差 1 天」.

    `terms` (of the composition) give names to codes; with `today` the running period is said as
    such even where nothing is waited for.
    """
    if not isinstance(entry.rule, StandingRule):
        return entry.rule.title.say(language)
    said = entry.rule.explained(row, Said(terms or _NO_TERMS, today)).say(language)
    return said[:1].upper() + said[1:] if language == "en" else said
