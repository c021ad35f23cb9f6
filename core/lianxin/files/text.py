"""Cleaning what stands in a cell, and keeping citizens' text from becoming a formula."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
# Excel and WPS evaluate a .csv cell that begins with one of these, full-width ones included.
_FORMULA = re.compile(r"'*[=+\-@\t\r|%＝＋－＠]")


def clean(text: str) -> str:
    """Without control characters, zero-width characters and outer spaces of any kind."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def half_width(text: str) -> str:
    """Full-width digits, letters and punctuation as they are typed on a Western keyboard."""
    return unicodedata.normalize("NFKC", text)


def defuse(text: str) -> str:
    """Text for a .csv cell: an apostrophe before whatever a spreadsheet would evaluate."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefuse(text: str) -> str:
    """The inverse of `defuse`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
