"""SC-NJ3: whoever can help is paired with whoever needs it; help given is recorded."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    Indicator,
    LiaisonRule,
    OneOf,
    Registry,
    counted,
    households,
    in_force,
    link,
    links,
    record,
    recording,
)
from lianxin.tables import Appointment, Liaison
from lianxin_sichuan.sources import NEIJIANG
from lianxin_sichuan.tables import PairHelp
from lianxin_sichuan.terms import HELP_KINDS, HELPING_PAIR

PAIRS = LiaisonRule(
    key="helping_pairs",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text(
        "党组织、党员干部与群众结对帮扶", "Organisations and members are paired with those in need"
    ),
    of=HELPING_PAIR,
    targets=households(mark="in_need"),
    target_type="Household",
)

EVERY_HOUSEHOLD_IN_NEED_IS_PAIRED = Coverage(
    key="households_paired",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text("困难户有结对帮扶", "Every household in need is paired"),
    every=households(mark="in_need"),
    has=(link(HELPING_PAIR),),
)


class PairHelpFields(BaseModel, extra="forbid"):
    liaison_id: int = Field(title="结对 / Pair")
    unit_id: int = Field(title="单位 / The unit of whoever helps")
    kind: Annotated[str, OneOf("sichuan_help_kind", HELP_KINDS)] = Field(title="种类 / Kind")
    given_on: date = Field(title="日期 / When")
    what: str = Field(min_length=2, max_length=1000, title="帮扶内容 / What was done")


HELP_GIVEN = Registry(
    key="pair_help",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text("结对帮扶记录", "Help given within pairs"),
    table=PairHelp,
    fields=PairHelpFields,
    own_writers=frozenset({"handler", "leader"}),
    order=("given_on",),
)

_of_the_unit = or_(
    (col(Liaison.holder_type) == "Unit") & (col(Liaison.holder_id) == col(PairHelp.unit_id)),
    (col(Liaison.holder_type) == "Person")
    & exists()
    .where(
        col(Appointment.person_id) == col(Liaison.holder_id),
        col(Appointment.unit_id) == col(PairHelp.unit_id),
        in_force(col(Appointment.since), col(Appointment.until), col(PairHelp.given_on)),
    )
    .correlate(Liaison),
)

GIVEN_WITHIN_A_PAIR = Guard(
    key="given_within_a_pair",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text("帮扶记在结对之下", "Help is given within a pair, while it lasts"),
    actions=(recording("pair_help"),),
    refuse_if=~exists().where(
        col(Liaison.id) == col(PairHelp.liaison_id),
        col(Liaison.kind) == HELPING_PAIR.code,
        in_force(col(Liaison.since), col(Liaison.until), col(PairHelp.given_on)),
        _of_the_unit,
    ),
    because=Text(
        "须为当日有效的结对，且由结对一方的单位帮扶",
        "It has to be a pair in force on that day, and the unit has to be its helping side",
    ),
)

EVERY_PAIR_HELPS = Coverage(
    key="pairs_help",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text("结对有实际帮扶", "Every pair helps in the year"),
    every=links(HELPING_PAIR),
    has=(
        record(
            col(PairHelp.liaison_id),
            on=col(PairHelp.given_on),
            called=Text("帮扶记录", "help given"),
        ),
    ),
    per="year",
)

HELP_BY_KIND = Indicator(
    key="help_by_kind",
    clause="SC-NJ3",
    source=NEIJIANG,
    title=Text("结对帮扶次数", "Help given, by kind"),
    value=counted(PairHelp, on=col(PairHelp.given_on)),
    split=(col(PairHelp.kind),),
    per="year",
)

PAIR_RULES = (
    PAIRS,
    EVERY_HOUSEHOLD_IN_NEED_IS_PAIRED,
    HELP_GIVEN,
    GIVEN_WITHIN_A_PAIR,
    EVERY_PAIR_HELPS,
    HELP_BY_KIND,
)
