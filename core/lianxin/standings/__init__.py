"""How subjects stand against rules: found, kept, explained, and told when they change."""

from lianxin.standings.asking import Subject
from lianxin.standings.awaiting import days_until_due, due_on
from lianxin.standings.changing import Change
from lianxin.standings.counted import Counted, counted
from lianxin.standings.evaluating import Found, evaluate
from lianxin.standings.explaining import explain
from lianxin.standings.gaps import Gap, Gaps, gaps
from lianxin.standings.refreshing import refresh_period, refresh_standings
from lianxin.standings.refusing import MeetingDraft, ceiling_refusals, meeting_refusals
from lianxin.standings.refusing_links import LiaisonDraft, liaison_refusals, liaison_warnings
from lianxin.standings.roster import RosterDay, Sitting, roster
from lianxin.standings.rotating import Rotation, rotates_on, rotations_due
from lianxin.standings.sharing import Share, shares

__all__ = [
    "Change",
    "Counted",
    "Found",
    "Gap",
    "Gaps",
    "LiaisonDraft",
    "MeetingDraft",
    "RosterDay",
    "Rotation",
    "Share",
    "Sitting",
    "Subject",
    "ceiling_refusals",
    "counted",
    "days_until_due",
    "due_on",
    "evaluate",
    "explain",
    "gaps",
    "liaison_refusals",
    "liaison_warnings",
    "meeting_refusals",
    "refresh_period",
    "refresh_standings",
    "roster",
    "rotates_on",
    "rotations_due",
    "shares",
]
