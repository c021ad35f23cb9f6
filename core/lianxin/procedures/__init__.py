"""Procedures at run time: who may vote, what the ballots come to, and where a motion goes."""

from lianxin.procedures.attending import seat_refusals, who_is_missing
from lianxin.procedures.concluding import Conclusion, conclude
from lianxin.procedures.voting import ballot_refusals, eligible_ballots, tally_of

__all__ = [
    "Conclusion",
    "ballot_refusals",
    "conclude",
    "eligible_ballots",
    "seat_refusals",
    "tally_of",
    "who_is_missing",
]
