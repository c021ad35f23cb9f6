"""A 省委常委直接联系群众: research, points, receptions, listening, talks, and the yearly report."""

from lianxin.rules.base import Rule
from lianxin_hubei.rules.contact.letters import LETTER_RULES
from lianxin_hubei.rules.contact.listening import LISTENING_RULES
from lianxin_hubei.rules.contact.points import POINT_RULES
from lianxin_hubei.rules.contact.receptions import RECEPTION_RULES
from lianxin_hubei.rules.contact.research import RESEARCH_RULES
from lianxin_hubei.rules.contact.yearly import YEARLY_RULES

CONTACT_RULES: tuple[Rule, ...] = (
    *RESEARCH_RULES,
    *POINT_RULES,
    *RECEPTION_RULES,
    *LETTER_RULES,
    *LISTENING_RULES,
    *YEARLY_RULES,
)
