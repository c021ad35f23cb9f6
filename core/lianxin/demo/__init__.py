"""Made-up data: what every plugin's demonstration is made with."""

from lianxin.demo.chance import Chance, Numbering
from lianxin.demo.checking import check_tale
from lianxin.demo.hours import Hours
from lianxin.demo.meetings import meet
from lianxin.demo.motions import move
from lianxin.demo.rows import Rows
from lianxin.demo.stage import Place, Stage
from lianxin.demo.staging import NotForDemo, on_stage, open_accounts
from lianxin.demo.stories import Story, Teller
from lianxin.demo.surveys import hold_survey

__all__ = [
    "Chance",
    "Hours",
    "NotForDemo",
    "Numbering",
    "Place",
    "Rows",
    "Stage",
    "Story",
    "Teller",
    "check_tale",
    "hold_survey",
    "meet",
    "move",
    "on_stage",
    "open_accounts",
]
