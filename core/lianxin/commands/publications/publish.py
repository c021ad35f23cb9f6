"""Publishing by hand: a commitment, a notice, an explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.naming import rule_named, subject_and_unit
from lianxin.commands.values import Code, Line, Subject, by_name
from lianxin.publishing import publish_by_hand
from lianxin.rules.base import RuleInForce
from lianxin.rules.publication import Publication


@dataclass(frozen=True)
class Publishing:
    entry: RuleInForce
    subject: tuple[str, int] | None
    unit_id: int | None


class Publish(Command):
    """`rule` is the key (or clause) of a publication made by hand; `subject` whom it is about,
    `unit` who publishes it."""

    does: ClassVar[str] = "publish"
    permission: ClassVar[str | None] = "publication.write"
    audits_itself: ClassVar[bool] = True

    rule: Line
    title: Line
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}
    subject: Subject | None = None
    unit: Code | None = None

    async def load(self, attempt: Attempt) -> Publishing:
        entry = rule_named(attempt.locality.composition, self.rule, Publication)
        unit_id = await subject_and_unit(attempt, self.subject, self.unit)
        subject = self.subject
        if subject is not None and subject[0] == "Unit":
            unit_id = unit_id or subject[1]
        return Publishing(entry, subject, unit_id)

    async def apply(self, attempt: Attempt, loaded: Publishing) -> dict[str, Any]:
        key = await publish_by_hand(
            attempt.tx,
            attempt.context,
            loaded.entry,
            title=self.title,
            body=self.fields,
            subject=loaded.subject,
            unit_id=loaded.unit_id,
        )
        attempt.on("Publication", key)
        subjects = [loaded.subject] if loaded.subject else []
        attempt.touch("publication", *subjects, on=[attempt.context.today])
        return {"publication": key}
