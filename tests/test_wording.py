"""How messages are written: Chinese with Chinese punctuation, and each with its English."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(p for top in ("core", "schema", "plugins") for p in (ROOT / top).rglob("*.py"))
SAYING = {"Text", "tell", "said", "refuse", "wrong", "doubtful"}
"""What is called with a message, in Chinese and then in English."""

_HAN = r"[\u3400-\u9fff]"
# Clauses are cited as the sources number them, 三、(二); lines of a CSV file have its commas.
_CITED = re.compile(r"[一二三四五六七八九十]、\(.\)|日期,放假\|上班,节日|,放假,国庆节")
_MIXED = re.compile(rf"{_HAN}\s?[,;:?!()]|[,;)]\s?{_HAN}")


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in SAYING:
            said = [text for text in map(_said, node.args) if text is not None]
            yield from pairwise(said)


def _said(node: ast.expr) -> str | None:
    """A text as it stands in the source, {} for what is put in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(v) or "{}" for v in node.values)
    return None


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str]]:
    found = [pair for path in FILES for pair in _messages(path)]
    return [(zh, en) for zh, en in found if re.search(_HAN, zh)]


def test_chinese_messages_have_chinese_punctuation(messages: list[tuple[str, str]]) -> None:
    assert len(messages) > 500
    assert [zh for zh, _ in messages if _MIXED.search(_CITED.sub("", zh))] == []


def test_english_messages_have_no_chinese_punctuation(messages: list[tuple[str, str]]) -> None:
    assert [en for _, en in messages if re.search(r"[，；：？！（）。]", en)] == []


def test_the_chinese_readme_has_chinese_punctuation() -> None:
    text = re.sub(
        r"```.*?```|`[^`]*`|\]\([^)]*\)", "", (ROOT / "README.zh.md").read_text(), flags=re.S
    )
    assert [line for line in text.splitlines() if _MIXED.search(line)] == []
