"""KZ 民情信使: what residents say comes in by many ways, and goes to its grid."""

from lianxin.rules.base import Rule
from lianxin_sichuan.rules.kangzhuang.grids import GRID_RULES
from lianxin_sichuan.rules.kangzhuang.voices import VOICE_RULES
from lianxin_sichuan.rules.kangzhuang.wall import WALL_RULES

KANGZHUANG_RULES: tuple[Rule, ...] = (*VOICE_RULES, *WALL_RULES, *GRID_RULES)
