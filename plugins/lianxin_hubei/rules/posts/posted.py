"""HB-C1: every township cadre has a post in a village, every village has somebody."""

from lianxin.language import Text
from lianxin.rules import Coverage, appointment, figures, holders, units
from lianxin_hubei.settings import VillagePostSettings
from lianxin_hubei.sources import POST_RULES
from lianxin_hubei.terms import TOWNSHIP_CADRE, VILLAGE_POST

F = figures(VillagePostSettings)
IN_A_VILLAGE = Text("在村（社区）岗位", "a post in a village")

EVERY_CADRE_HAS_A_POST = Coverage(
    key="cadres_posted",
    clause="HB-C1",
    source=POST_RULES,
    title=Text("乡镇（街道）干部岗位在村（社区）", "Every township cadre has a post in a village"),
    every=holders(TOWNSHIP_CADRE, at=("town", "street")),
    has=(appointment(VILLAGE_POST, at=("village", "community"), called=IN_A_VILLAGE),),
)

EVERY_VILLAGE_HAS_SOMEBODY = Coverage(
    key="villages_have_somebody",
    clause="HB-C1",
    source=POST_RULES,
    title=Text("每个村（社区）有乡镇干部在岗", "Every village has a cadre of the township"),
    every=units("village", "community"),
    has=(appointment(VILLAGE_POST, least=F.cadres_per_village),),
)

TOWNS_COVER_THEIR_VILLAGES = Coverage(
    key="towns_cover_their_villages",
    clause="HB-C1",
    source=POST_RULES,
    title=Text("乡镇（街道）覆盖所辖村（社区）", "Townships cover all of their villages"),
    every=units("village", "community"),
    has=(appointment(VILLAGE_POST, least=F.cadres_per_village),),
    counted_by=("town", "street"),
    target=F.posted_percent,
)

POSTED_RULES = (EVERY_CADRE_HAS_A_POST, EVERY_VILLAGE_HAS_SOMEBODY, TOWNS_COVER_THEIR_VILLAGES)
