"""What somebody publishes: a commitment, a notice, a bulletin."""

from collections.abc import Mapping
from typing import Any

from lianxin.calendar import period_of
from lianxin.context import Context
from lianxin.database import Session, Transaction, together
from lianxin.errors import Refused, invalid, not_permitted
from lianxin.events import announce, audit
from lianxin.ids import global_id
from lianxin.language import Text
from lianxin.publishing.periodic import subjects_of
from lianxin.publishing.storing import already_stored, row, store
from lianxin.rules.base import RuleInForce, figure_of
from lianxin.rules.privacy import redacted
from lianxin.rules.publication import Publication
from lianxin.standings.refusing import refused


async def publish_by_hand(
    tx: Transaction,
    context: Context,
    entry: RuleInForce,
    *,
    title: str,
    body: Mapping[str, Any],
    subject: tuple[str, int] | None = None,
    unit_id: int | None = None,
) -> int:
    """Publish for the running period; the publication's key. Numbers that may be somebody's are
    removed from texts; standings are the caller's. Raises Refused without the right to, about nobody or somebody whom the
    rule is not about, and where the period's is published already."""
    rule = entry.rule
    assert isinstance(rule, Publication)
    settings = context.locality.figures.settings
    period = period_of(rule.period_kind(settings), context.today)
    if not title.strip():
        raise Refused([invalid("TITLE_MISSING", _NO_TITLE, "title")])
    _, stored = await together(
        tx,
        lambda session: _permit(session, context, entry, rule, subject),
        lambda session: already_stored(session, entry.key, period),
    )
    if (subject[1] if subject else None) in (stored or ()):
        raise Refused([refused(entry, _ONCE.format(period=period.label))])
    audience = figure_of(rule.audience, settings)
    made = row(
        entry.key, redacted(title), period, subject, unit_id, _clean(body), audience, context.now
    )
    await store(tx, [made])
    await audit(
        tx, context, action="publish", object=global_id("Publication", made.id), result="done"
    )
    await announce(
        tx,
        context,
        kind="published",
        subject_type="Publication",
        subject_id=made.id,
        data={"rule": entry.key, "unitId": unit_id},
    )
    return made.id


async def _permit(
    session: Session,
    context: Context,
    entry: RuleInForce,
    rule: Publication,
    subject: tuple[str, int] | None,
) -> None:
    if not rule.by_hand:
        raise Refused([refused(entry, _BY_ITSELF, "rule")])
    viewer = context.viewer
    own = rule.own_unit and subject is not None and subject[1] in viewer.unit_ids
    if not own and not rule.writers & viewer.roles:
        raise Refused([not_permitted(_NOT_YOURS)])
    if (rule.about.type if rule.about else None) != (subject[0] if subject else None):
        raise Refused([refused(entry, _WRONG_SUBJECT, "subject")])
    if rule.about is not None and subject is not None:
        period = period_of(rule.period_kind(context.locality.figures.settings), context.today)
        listed = await subjects_of(session, context.locality, entry, rule, period, context.now)
        if subject[1] not in {key for key, _ in listed}:
            raise Refused([refused(entry, _WRONG_SUBJECT, "subject")])


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


_BY_ITSELF = Text("该内容由系统自动公开，不能手工公开", "This is published by itself, not by hand")
_NOT_YOURS = Text("您没有公开该内容的权限", "You may not publish this")
_WRONG_SUBJECT = Text(
    "请指明该公开内容所针对的对象", "Name one of those whom such a publication is about"
)
_NO_TITLE = Text("请填写标题", "Give it a title")
_ONCE = Text("{period}的内容已经公开，不能重复公开", "That of {period} is published already")
