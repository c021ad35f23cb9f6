"""The questions by name, and their texts by dialect: one file each, beside this one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphql import OperationDefinitionNode, parse, print_ast

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """`name` is that of the operation in every dialect; `writes` where asking changes rows."""

    key: str
    name: str
    title: str
    writes: bool = False


QUESTIONS = {
    question.key: question
    for question in (
        Question("look-up", "LookUp", "look-up of a case with its last 10 entries"),
        Question("page", "Page", "page of 50 cases with people, units, first 3 entries"),
        Question("meetings", "Meetings", "20 meetings with their participants"),
        Question("statistics", "Statistics", "a month's cases by unit and step"),
        Question("act", "Act", "an action on a case", writes=True),
    )
}


@cache
def _texts(dialect: str) -> dict[str, str]:
    document = parse((HERE / f"{dialect}.graphql").read_text())
    found = {}
    for node in document.definitions:
        assert isinstance(node, OperationDefinitionNode)
        assert node.name is not None
        found[node.name.value] = print_ast(node)
    return found


def text_of(question: Question, dialect: str) -> str:
    return _texts(dialect)[question.name]
