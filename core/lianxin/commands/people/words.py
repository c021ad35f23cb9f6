"""Words of a locality's vocabularies, as records use them."""

from lianxin.commands.attempt import Attempt
from lianxin.errors import Problem, invalid
from lianxin.language import Text

_UNKNOWN = Text(
    "没有名为 {code} 的词，可用：{known}", "There is no word {code}; there are: {known}"
)


def unknown_word(attempt: Attempt, vocabulary: str, code: str | None, *path: str) -> list[Problem]:
    """A problem where the locality does not know the word; none is fine."""
    terms = attempt.locality.composition.terms.get(vocabulary, {})
    if code is None or code in terms:
        return []
    known = ", ".join(list(terms)[:30])
    return [invalid("UNKNOWN_WORD", _UNKNOWN.format(code=code, known=known), *path)]
