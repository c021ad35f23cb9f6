"""SC-NJ1 大走访: visits on festivals, open days, service days."""

from typing import Any

from lianxin.calendar import Dates
from lianxin.language import Text
from lianxin.rules import (
    HOST,
    CalendarRule,
    Figure,
    Term,
    encounter,
    figures,
    holders,
    on,
    units,
)
from lianxin_sichuan.settings import NeijiangSettings
from lianxin_sichuan.sources import NEIJIANG
from lianxin_sichuan.terms import GREAT_VISIT, HELPING_CADRE, OPEN_DAY, SERVICE_DAY

F = figures(NeijiangSettings)


def _held_on(kind: Term, days: Figure, every: Any, must: Any, title: Text) -> CalendarRule:
    return CalendarRule(
        key=f"{kind.code}s",
        clause="SC-NJ1",
        source=NEIJIANG,
        title=title,
        dates=on(Dates, days),
        every=every,
        must=must,
        per="year",
    )


VISITS_ON_FESTIVALS = _held_on(
    GREAT_VISIT,
    F.festivals,
    holders(HELPING_CADRE),
    encounter(GREAT_VISIT),
    Text("节庆日“大走访”", "Visits on festivals"),
)
OPEN_DAYS = _held_on(
    OPEN_DAY,
    F.open_days,
    units("department"),
    encounter(OPEN_DAY, at=HOST),
    Text("机关公开日", "Departments' open days"),
)
SERVICE_DAYS = _held_on(
    SERVICE_DAY,
    F.service_days,
    holders(HELPING_CADRE),
    encounter(SERVICE_DAY),
    Text("基层奉献日", "Service days at the grassroots"),
)

VISIT_RULES = (VISITS_ON_FESTIVALS, OPEN_DAYS, SERVICE_DAYS)
