"""Commands: everything that is written, through one list of steps."""

from lianxin.commands.available import AvailableAction, AvailableField, available_actions
from lianxin.commands.cases.act import ActOnCase
from lianxin.commands.cases.miss import MissDeadline
from lianxin.commands.cases.recount import RecountDeadline
from lianxin.commands.cases.reveal import RevealContact
from lianxin.commands.cases.submit import SubmitCase
from lianxin.commands.command import Command, NothingToDo, Outcome, Unchecked
from lianxin.commands.pipeline import run, run_raw

__all__ = [
    "ActOnCase",
    "AvailableAction",
    "AvailableField",
    "Command",
    "MissDeadline",
    "NothingToDo",
    "Outcome",
    "RecountDeadline",
    "RevealContact",
    "SubmitCase",
    "Unchecked",
    "available_actions",
    "run",
    "run_raw",
]
