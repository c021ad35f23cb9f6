"""Who may see what, said once more in plain Python."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lianxin.context import Viewer

Row = Mapping[str, Any]
Tables = Mapping[str, Mapping[int, Row]]


def may_see(viewer: Viewer, type_name: str, row: Row, tables: Tables, today: date) -> bool:
    rule = RULES.get(type_name)
    return rule is None or rule(_Looking(viewer, tables, today), row)


class _Looking:
    def __init__(self, viewer: Viewer, tables: Tables, today: date) -> None:
        self.viewer = viewer
        self.tables = tables
        self.today = today

    def may(self, permission: str) -> bool:
        return permission in self.viewer.permissions

    def is_me(self, key: int | None) -> bool:
        return key is not None and key == self.viewer.person_id

    def case(self, row: Row) -> bool:
        mine = (
            self.may("case.read_all")
            or (self.may("case.read_own") and self.is_me(row["reporter_id"]))
            or (self.may("case.read_unit") and self._at_work(row))
        )
        return mine and self._inside(row) and not self.concealed(row)

    def concealed(self, row: Row) -> bool:
        """A case names the viewer, someone they work with, or a unit that they are under."""
        concerns = [
            c for c in self.tables["core_case_concern"].values() if c["case_id"] == row["id"]
        ]
        return bool(row["restricted"]) and any(self._touches(concern) for concern in concerns)

    def person(self, row: Row) -> bool:
        return self.may("person.read") or bool(row["official"]) or self.is_me(row["id"])

    def meeting(self, row: Row) -> bool:
        present = self.tables["core_participant"].values()
        attended = any(p["meeting_id"] == row["id"] and self.is_me(p["person_id"]) for p in present)
        return self.may("meeting.read") or (self.may("meeting.read_own") and attended)

    def standing(self, row: Row) -> bool:
        return row["subject_type"] != "Case" or self._sees_case(row["subject_id"])

    def task(self, row: Row) -> bool:
        case, motion, meeting = (row[key] for key in ("case_id", "motion_id", "meeting_id"))
        has_it = self.is_me(row["person_id"]) or row["unit_id"] in self.viewer.unit_ids
        if case is None and motion is None and meeting is None:
            return has_it or self.may("record.read")
        return (
            (case is None or self._sees_case(case))
            and (motion is None or self.motion(self.tables["core_motion"][motion]))
            and (meeting is None or has_it or self.meeting(self.tables["core_meeting"][meeting]))
        )

    def entry(self, row: Row) -> bool:
        return self._sees_case(row["case_id"])

    def publication(self, row: Row) -> bool:
        return row["audience"] in {"public", *self.viewer.roles} or self.may("record.read")

    def drawn(self, row: Row) -> bool:
        if row["subject_type"] == "Unit":
            return row["subject_id"] not in self.viewer.lineage
        return not self.is_me(row["subject_id"])

    def motion(self, row: Row) -> bool:
        case = self.tables["core_case"].get(row["case_id"])
        return case is None or (self._inside(case) and not self.concealed(case))

    def problem(self, row: Row) -> bool:
        """The staff see all; a resident those that a case of theirs is matched with."""
        cases = self.tables["core_case"]
        matched = (
            cases[match["case_id"]]
            for match in self.tables["core_problem_match"].values()
            if match["problem_id"] == row["id"]
        )
        mine = self.may("case.read_own") and any(self.is_me(c["reporter_id"]) for c in matched)
        return self.may("record.read") or mine

    def problem_entry(self, row: Row) -> bool:
        of_problem = self.problem(self.tables["core_problem"][row["problem_id"]])
        return of_problem and (row["case_id"] is None or self._sees_case(row["case_id"]))

    def motion_entry(self, row: Row) -> bool:
        return self.motion(self.tables["core_motion"][row["motion_id"]])

    def dispatch(self, row: Row) -> bool:
        return row["post"] in (
            "first_secretary",
            "team_member",
            "liaison_police",
            "livelihood_agent",
        )

    def representative(self, row: Row) -> bool:
        return bool(row["post"] == "renewal_committee_member")

    def adopted_rule(self, row: Row) -> bool:
        return bool(row["tier"] == "adopted")

    def covenant(self, row: Row) -> bool:
        return bool(row["tier"] == "covenant")

    def council_member(self, row: Row) -> bool:
        return bool(row["post"] == "council_member")

    def secondment(self, row: Row) -> bool:
        return row["post"] in ("town_cadre", "first_deputy_secretary")

    def orderly(self, row: Row) -> bool:
        return bool(row["post"] == "tea_orderly")

    def officer(self, row: Row) -> bool:
        return row["post"] in (
            "leading_group_head",
            "creation_office_director",
            "creation_office_staff",
            "headquarters_commander",
            "headquarters_deputy",
        )

    def grid_member(self, row: Row) -> bool:
        return bool(row["post"] == "grid_member")

    def dam_supervisor(self, row: Row) -> bool:
        return bool(row["post"] == "dam_supervisor")

    def dam_builder(self, row: Row) -> bool:
        return bool(row["post"] == "dam_builder")

    def rater(self, row: Row) -> bool:
        return row["roll"] in ("ziyang_residents", "ziyang_served", "ziyang_delegates")

    def service_object(self, row: Row) -> bool:
        return bool(row["roll"] == "service_object")

    def _sees_case(self, key: int) -> bool:
        case = self.tables["core_case"].get(key)
        return case is not None and self.case(case)

    def _at_work(self, row: Row) -> bool:
        return (
            row["unit_id"] in self.viewer.unit_ids
            or row["giver_id"] in self.viewer.unit_ids
            or self.is_me(row["handler_id"])
            or self.is_me(row["responsible_id"])
            or self.is_me(row["offered_to_id"])
            or row["confined_to_id"] in self.viewer.lineage
        )

    def _inside(self, row: Row) -> bool:
        confined = row["confined_to_id"]
        return confined is None or confined in self.viewer.lineage or self.is_me(row["reporter_id"])

    def _touches(self, concern: Row) -> bool:
        lineage: Sequence[int] = self.viewer.lineage
        colleagues = {
            a["person_id"]
            for a in self.tables["core_appointment"].values()
            if a["unit_id"] in lineage and (a["until"] is None or a["until"] >= self.today)
        }
        return (
            concern["unit_id"] in lineage
            or self.is_me(concern["person_id"])
            or concern["person_id"] in colleagues
        )


RULES = {
    "Case": _Looking.case,
    "Person": _Looking.person,
    "Meeting": _Looking.meeting,
    "Standing": _Looking.standing,
    "Candidate": _Looking.motion_entry,
    "Motion": _Looking.motion,
    "MotionEntry": _Looking.motion_entry,
    "Problem": _Looking.problem,
    "ProblemEntry": _Looking.problem_entry,
    "ProblemMatch": _Looking.entry,
    "Task": _Looking.task,
    "CaseEntry": _Looking.entry,
    "Publication": _Looking.publication,
    "Drawn": _Looking.drawn,
    "ChengduRepresentative": _Looking.representative,
    "HubeiAdoptedRule": _Looking.adopted_rule,
    "FenggangCovenant": _Looking.covenant,
    "FenggangCouncilMember": _Looking.council_member,
    "FenggangOfficer": _Looking.officer,
    "FenggangOrderly": _Looking.orderly,
    "FenggangSecondment": _Looking.secondment,
    "SichuanBuilder": _Looking.dam_builder,
    "SichuanGridMember": _Looking.grid_member,
    "SichuanRater": _Looking.rater,
    "SichuanSupervisor": _Looking.dam_supervisor,
    "ZouchengDispatch": _Looking.dispatch,
    "ZouchengServiceObject": _Looking.service_object,
}


def may_know(viewer: Viewer, case: int | None, tables: Tables, today: date) -> bool:
    """A record about a case is there for those from whom the case is not kept."""
    return _Looking(viewer, tables, today).motion({"case_id": case})


def concealed(viewer: Viewer, row: Row, tables: Tables, today: date) -> bool:
    return _Looking(viewer, tables, today).concealed(row)
