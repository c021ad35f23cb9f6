"""Whether all servers answer alike: looked at before anything is measured, and after."""

from collections.abc import Mapping, Sequence

from bench.questions import Question, Variables, normal
from bench.running import Server

READS, WRITES = 10, 2


def compare(
    servers: Mapping[str, Server],
    questions: Sequence[Question],
    sets: Mapping[str, list[Variables]],
) -> None:
    """Ends the run where an answer has errors or differs from the first server's."""
    for question in questions:
        for variables in sets[question.key][: WRITES if question.writes else READS]:
            answers = {name: server.ask(question, variables) for name, server in servers.items()}
            _same(question, variables, answers)


def _same(question: Question, variables: Variables, answers: Mapping[str, object]) -> None:
    expected: object = None
    for name, answer in answers.items():
        if not isinstance(answer, dict) or "errors" in answer or not answer.get("data"):
            raise SystemExit(f"{name} answers {question.key} {variables}: {str(answer)[:500]}")
        found = normal(answer["data"])
        expected = found if expected is None else expected
        if found != expected:
            raise SystemExit(
                f"{name} answers {question.key} {variables} otherwise than {next(iter(answers))}:"
                f"\n{str(found)[:500]}\n{str(expected)[:500]}"
            )
