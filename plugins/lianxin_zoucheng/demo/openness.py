"""ZC-B4, ZC-B9, ZC-A15: what departments and villages have published this year."""

from collections.abc import Iterable

from lianxin.calendar import period_of
from lianxin.database.base import row_values
from lianxin.demo import Place, Stage
from lianxin.publishing.storing import row
from lianxin.tables import Publication
from lianxin_zoucheng.demo.city import City
from lianxin_zoucheng.demo.plan import Plan

SAID = {
    "zoucheng.departments.catalogue_is_explained": (
        "{unit}职责审定情况说明",
        "办事时限一律按“x日内”确定，责任到人；首次轻微违规不予处罚。",
    ),
    "zoucheng.departments.every_department_publishes": (
        "{unit}公开承诺书",
        "依法履职、限时办结、公开透明，欢迎社会各界监督。",
    ),
    "zoucheng.villages.procedures_public": (
        "{unit}办事程序",
        "低保申请、宅基地审批、集体资产处置的程序和联系人已在村务公开栏张贴。",
    ),
}
"""Title and text by rule."""


def publish_what_is_by_hand(stage: Stage, city: City, plan: Plan) -> None:
    """Nearly everybody has; the others can still be asked for it."""
    places = {
        "departments": [office.place for office in city.departments],
        "villages": [village.place for village in city.villages],
    }
    for key in SAID:
        _publish(stage, plan, key, places[key.split(".")[1]])


def _publish(stage: Stage, plan: Plan, key: str, places: Iterable[Place]) -> None:
    chance, period = stage.chance.about(key), period_of("year", stage.today)
    title, text = SAID[key]
    first = (stage.today - period.start).days
    for place in places:
        if not plan.settled and chance.happens(0.12):
            continue
        at = stage.hours.on(stage.ago(chance.whole(0, first)), chance, 8, 17)
        published = row(
            key,
            title.format(unit=place.name),
            period,
            ("Unit", place.id),
            place.id,
            {"text": text},
            "public",
            min(at, stage.until),
        )
        stage.rows.add_values(Publication, row_values(published))
