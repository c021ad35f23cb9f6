"""Commands: everything that is written, through one list of steps."""

from lianxin.commands.available import AvailableAction, AvailableField, available_actions
from lianxin.commands.batch import run_all, run_together, try_together
from lianxin.commands.cases.act import ActOnCase
from lianxin.commands.cases.miss import MissDeadline
from lianxin.commands.cases.recount import RecountDeadline
from lianxin.commands.cases.reveal import RevealContact
from lianxin.commands.cases.submit import SubmitCase
from lianxin.commands.command import Command, NothingToDo, Outcome, Unchecked
from lianxin.commands.meetings.record import RecordMeeting
from lianxin.commands.motions.act import ActOnMotion
from lianxin.commands.motions.available import available_motion_actions
from lianxin.commands.motions.ballot import CastBallot
from lianxin.commands.motions.propose import ProposeMotion
from lianxin.commands.people.add_household import AddHousehold, MarkHousehold
from lianxin.commands.people.add_person import AddPerson
from lianxin.commands.people.add_unit import AddUnit
from lianxin.commands.people.appoint import Appoint, EndAppointment
from lianxin.commands.people.link import EndLink, Link
from lianxin.commands.people.sit import PutOnRoster, TakeOffRoster
from lianxin.commands.pipeline import run, run_raw
from lianxin.commands.problems.answer import AnswerMatch
from lianxin.commands.problems.open import OpenProblem
from lianxin.commands.problems.propose import ProposeMatches, WithdrawMatches
from lianxin.commands.records.enter import EnterRecord, ReviseRecord
from lianxin.commands.tasks.add import AddTask
from lianxin.commands.tasks.finish import BeginTask, FinishTask

__all__ = [
    "ActOnCase",
    "ActOnMotion",
    "AddHousehold",
    "AddPerson",
    "AddTask",
    "AddUnit",
    "AnswerMatch",
    "Appoint",
    "AvailableAction",
    "AvailableField",
    "BeginTask",
    "CastBallot",
    "Command",
    "EndAppointment",
    "EndLink",
    "EnterRecord",
    "FinishTask",
    "Link",
    "MarkHousehold",
    "MissDeadline",
    "NothingToDo",
    "OpenProblem",
    "Outcome",
    "ProposeMatches",
    "ProposeMotion",
    "PutOnRoster",
    "RecordMeeting",
    "RecountDeadline",
    "RevealContact",
    "ReviseRecord",
    "SubmitCase",
    "TakeOffRoster",
    "Unchecked",
    "WithdrawMatches",
    "available_actions",
    "available_motion_actions",
    "run",
    "run_all",
    "run_raw",
    "run_together",
    "try_together",
]
