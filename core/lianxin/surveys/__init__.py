"""Surveys at run time: opened by a draw that can be repeated, answered, closed with a ranking."""

from lianxin.surveys.answering import record_answer
from lianxin.surveys.closing import close_survey
from lianxin.surveys.drawing import Frame, draw, frame_hash
from lianxin.surveys.following import derive, derive_anew, waiting_for
from lianxin.surveys.opening import Opened, open_survey, verify_draw
from lianxin.surveys.ranking import Ranked, ranking

__all__ = [
    "Frame",
    "Opened",
    "Ranked",
    "close_survey",
    "derive",
    "derive_anew",
    "draw",
    "frame_hash",
    "open_survey",
    "ranking",
    "record_answer",
    "verify_draw",
    "waiting_for",
]
