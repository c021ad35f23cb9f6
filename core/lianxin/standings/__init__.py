"""How subjects stand against rules: found, kept, explained, and told when they change."""

from lianxin.standings.asking import Subject
from lianxin.standings.changing import Change
from lianxin.standings.evaluating import Found, evaluate, preview
from lianxin.standings.explaining import explain
from lianxin.standings.refreshing import refresh_period, refresh_standings
from lianxin.standings.sharing import Share, shares

__all__ = [
    "Change",
    "Found",
    "Share",
    "Subject",
    "evaluate",
    "explain",
    "preview",
    "refresh_period",
    "refresh_standings",
    "shares",
]
