"""Commands: everything that is written, through one list of steps."""

from lianxin.commands.available import AvailableAction, AvailableField, available_actions
from lianxin.commands.cases.act import ActOnCase
from lianxin.commands.command import Command, Outcome, Unchecked
from lianxin.commands.pipeline import run, run_raw

__all__ = [
    "ActOnCase",
    "AvailableAction",
    "AvailableField",
    "Command",
    "Outcome",
    "Unchecked",
    "available_actions",
    "run",
    "run_raw",
]
