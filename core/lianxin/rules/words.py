"""Words in rules: a code, a term with its label, several of them, or a figure that lists them."""

from collections.abc import Iterable, Mapping, Sequence

from lianxin.language import Text, listed
from lianxin.rules.base import Figure, Settings, figure_of
from lianxin.rules.workflow import Term

Word = str | Term
Words = Word | Sequence[Word] | Figure
Terms = Mapping[str, Mapping[str, Term]]
"""A locality's vocabularies, as its composition has them."""


def code_of(word: Word) -> str:
    return word.code if isinstance(word, Term) else word


def codes(words: Words, settings: Settings) -> list[str]:
    return [code_of(word) for word in _each(figure_of(words, settings))]


def fixed_codes(words: Words) -> list[str] | None:
    """The codes where no figure decides them."""
    return None if isinstance(words, Figure) else [code_of(word) for word in _each(words)]


def label_of(word: Word, kind: str, terms: Terms) -> Text:
    """The word's own label, the vocabulary's, or else its code."""
    if isinstance(word, Term):
        return word.label
    found = terms.get(kind, {}).get(word)
    return found.label if found else Text(word, word)


def labels_of(words: Words, kind: str, terms: Terms) -> Text:
    if isinstance(words, Figure):
        return Text("所设类别", "the kinds set")
    return listed([label_of(word, kind, terms) for word in _each(words)])


def _each(words: Word | Iterable[Word]) -> list[Word]:
    return [words] if isinstance(words, str | Term) else list(words)
