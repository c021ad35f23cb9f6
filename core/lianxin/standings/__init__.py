"""How subjects stand against rules: found, kept, explained, and told when they change."""

from lianxin.standings.asking import Subject
from lianxin.standings.changing import Change
from lianxin.standings.evaluating import Found, evaluate, preview
from lianxin.standings.explaining import explain
from lianxin.standings.gaps import Gap, Gaps, gaps
from lianxin.standings.refreshing import refresh_period, refresh_standings
from lianxin.standings.refusing import (
    LiaisonDraft,
    MeetingDraft,
    ceiling_refusals,
    liaison_refusals,
    liaison_warnings,
    meeting_refusals,
)
from lianxin.standings.roster import RosterDay, Sitting, put_on_roster, roster
from lianxin.standings.rotating import Rotation, rotations_due
from lianxin.standings.sharing import Share, shares

__all__ = [
    "Change",
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
    "evaluate",
    "explain",
    "gaps",
    "liaison_refusals",
    "liaison_warnings",
    "meeting_refusals",
    "preview",
    "put_on_roster",
    "refresh_period",
    "refresh_standings",
    "roster",
    "rotations_due",
    "shares",
]
