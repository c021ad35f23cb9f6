"""Procedures at run time: who may vote, what the ballots come to, and where a motion goes."""

from lianxin.procedures.attending import seat_refusals, who_is_missing
from lianxin.procedures.concluding import Conclusion, conclude, conclusion
from lianxin.procedures.electing import naming_refusals, votes_of
from lianxin.procedures.judging import Judged, judged
from lianxin.procedures.voting import ballot_refusals, eligible_ballots, tally_of

__all__ = [
    "Conclusion",
    "Judged",
    "ballot_refusals",
    "conclude",
    "conclusion",
    "eligible_ballots",
    "judged",
    "naming_refusals",
    "seat_refusals",
    "tally_of",
    "votes_of",
    "who_is_missing",
]
