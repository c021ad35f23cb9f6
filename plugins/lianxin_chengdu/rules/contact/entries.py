"""CD-C2 五进: where leaders are seen each year, one kind of encounter at a time."""

from lianxin.language import Text
from lianxin.rules import Duty, Figure, Term, figures, holders, in_units, times
from lianxin.rules.sql.encounters import Place
from lianxin_chengdu.settings import ContactSettings
from lianxin_chengdu.sources import CONTACT
from lianxin_chengdu.terms import (
    CONTACT_POSTS,
    EMERGING_ENTERPRISE,
    ENTER_CENTRE,
    ENTER_COMMUNITY,
    ENTER_ENTERPRISE,
    ENTER_HALL,
    ENTER_SCHOOL,
    ENTER_STUDIO,
    ENTER_VILLAGE,
    ENTER_WINDOW,
    FUNCTIONAL_HEAD,
    GROWING_ENTERPRISE,
    MICROBLOG_TALK,
    PARTY_LEADER,
    PILLAR_ENTERPRISE,
    SCHOOL,
    WINDOW,
)

F = figures(ContactSettings)

EVERY_CADRE = holders(*CONTACT_POSTS)
LEADERS_AND_HEADS = holders(PARTY_LEADER, FUNCTIONAL_HEAD)
ENTERPRISES = in_units("enterprise", PILLAR_ENTERPRISE, EMERGING_ENTERPRISE, GROWING_ENTERPRISE)


def _entry(kind: Term, number: Figure, at: Place) -> Duty:
    """Each leading cadre is there so many times a year."""
    return Duty(
        key=kind.code,
        clause="CD-C2",
        source=CONTACT,
        title=Text(f"领导干部{kind.label.zh}", f"Leading cadres: {kind.label.en}"),
        every=EVERY_CADRE,
        count=times(of=kind, at=at),
        at_least=number,
        per="year",
    )


def _face_to_face(kind: Term, number: Figure) -> Duty:
    """City leaders and heads or deputies of functional departments do it so many times a year."""
    return Duty(
        key=kind.code,
        clause="CD-C2",
        source=CONTACT,
        title=Text(
            f"市级领导和职能部门负责人{kind.label.zh}", f"Leaders and heads: {kind.label.en}"
        ),
        every=LEADERS_AND_HEADS,
        count=times(of=kind),
        at_least=number,
        per="year",
    )


ENTRY_RULES = (
    _entry(ENTER_VILLAGE, F.villages_entered, in_units("village")),
    _entry(ENTER_COMMUNITY, F.communities_entered, in_units("community")),
    _entry(ENTER_ENTERPRISE, F.enterprises_entered, ENTERPRISES),
    _entry(ENTER_SCHOOL, F.schools_entered, in_units(SCHOOL)),
    _entry(ENTER_WINDOW, F.windows_entered, in_units(WINDOW)),
    _face_to_face(ENTER_CENTRE, F.centres_entered),
    _face_to_face(ENTER_HALL, F.halls_entered),
    _face_to_face(ENTER_STUDIO, F.studios_entered),
    _face_to_face(MICROBLOG_TALK, F.microblog_talks),
)
