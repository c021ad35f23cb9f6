"""Texts cut into pairs of neighbouring characters, by which an index finds them.

Chinese has no spaces between words, and neither database knows where one ends: so every script
is treated alike. A word is what stands between anything but letters and digits.
"""

import re
import unicodedata
from typing import Final

_WORD = re.compile(r"[^\W_]+")

ALL: Final = "·"
"""A mark that every text has: what is searched for nothing finds everything."""

NONE: Final = "··"
"""One that no text has: a question of punctuation alone finds nothing."""

MOST_GRAMS: Final = 24
"""So many pairs of a question are looked up; the rest is compared with what these find."""


def words_of(text: str) -> list[str]:
    """The words of a text, with width and case evened out."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(unicodedata.normalize("NFKC", folded))


def search_tokens(*texts: str | None) -> list[str]:
    """What a row with these texts is found by.

    First the pairs of each word in their order, its last character alone behind them: a part of a
    word is a part of this line, too. Then all single characters, for a search for one.
    """
    words = [word for text in texts if text for word in words_of(text)]
    pairs = [token for word in words for token in [*_pairs(word), word[-1]]]
    singles = sorted({character for word in words for character in word} - set(pairs))
    return [ALL, *pairs, *singles]


def asked_grams(text: str) -> list[str]:
    """What an index has to know of a row that is asked for; a row may have all of it by chance."""
    words = words_of(text)
    if not words:
        return [NONE if text.strip() else ALL]
    return _grams(words)[:MOST_GRAMS]


def asked_phrases(text: str) -> list[str]:
    """What has to stand in the line of a row's tokens: the pairs of each word one by one.

    A word of one or two characters is not among them if the index is asked for all of it.
    """
    words = words_of(text)
    short = 2 if len(_grams(words)) <= MOST_GRAMS else 0
    lines = (" ".join(_pairs(word) or [word]) for word in words if len(word) > short)
    return list(dict.fromkeys(lines))


def _grams(words: list[str]) -> list[str]:
    return list(dict.fromkeys(gram for word in words for gram in _pairs(word) or [word]))


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)]
