"""Texts and lists as arguments: what no database stores, and how long a list may be."""

from typing import Any

from lianxin.language import Text

LONGEST_LIST = 100
"""Items of a list in an argument that is planned: as many as a page has at most."""

NOT_A_TEXT = Text(
    "文本中含有无法存储的字符（U+0000 或不成对的代理项），请去掉",
    "A text holds a character that cannot be stored (U+0000 or a lone surrogate); remove it",
)
LIST_TOO_LONG = Text(
    f"参数中的列表最多 {LONGEST_LIST} 项，请分几次查询",
    f"A list in an argument takes at most {LONGEST_LIST} items; ask several times",
)


def is_storable(value: Any) -> bool:
    """Whether all texts in a JSON value can be stored, in PostgreSQL too."""
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or _is_unicode(value))
    if isinstance(value, list | tuple):
        return all(map(is_storable, value))
    if isinstance(value, dict):
        return all(is_storable(key) and is_storable(inner) for key, inner in value.items())
    return True


def is_short(value: Any) -> bool:
    """Whether no list in a value is longer than LONGEST_LIST."""
    if isinstance(value, list | tuple):
        return len(value) <= LONGEST_LIST and all(map(is_short, value))
    return not isinstance(value, dict) or all(map(is_short, value.values()))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
