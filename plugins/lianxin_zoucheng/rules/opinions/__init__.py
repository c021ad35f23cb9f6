"""C 社情民意三个平台: residents' opinions."""

from lianxin.rules.base import Rule
from lianxin_zoucheng.rules.opinions.figures import FIGURES
from lianxin_zoucheng.rules.opinions.nine_steps import NINE_STEPS, RETURNING
from lianxin_zoucheng.rules.opinions.openness import OPENNESS
from lianxin_zoucheng.rules.opinions.promises import PROMISES

OPINION_RULES: tuple[Rule, ...] = (NINE_STEPS, *RETURNING.guards, *PROMISES, *FIGURES, *OPENNESS)
