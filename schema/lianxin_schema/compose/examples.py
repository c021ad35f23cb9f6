"""Example operations: what somebody new to a locality may ask first."""

from collections.abc import Iterator
from pathlib import Path

from graphql import parse

from lianxin.language import Text
from lianxin_schema.http.gateway import Example

CORE = Path(__file__).with_name("examples.graphql")


def read_examples(file: Path, plugin: Text | None = None) -> tuple[Example, ...]:
    """Each operation of a file is one; the comment over it, `# 中文 / English`, is its title."""
    return tuple(_examples(file.read_text("utf-8"), plugin))


def _examples(text: str, plugin: Text | None) -> Iterator[Example]:
    end = 0
    for definition in parse(text).definitions:
        assert definition.loc is not None
        before, end = text[end : definition.loc.start], definition.loc.end
        zh, _, en = before.strip().splitlines()[-1].removeprefix("#").partition(" / ")
        query = f"{before.strip()}\n{text[definition.loc.start : end]}\n"
        yield Example(Text(zh.strip(), en.strip()), query, plugin)
