"""CD-C1: the liaison matrix, and who lacks which link."""

from lianxin.language import Text
from lianxin.rules import Coverage, Figure, LiaisonRule, Term, figures, holders, link, units
from lianxin.rules.sql.subjects import Subjects
from lianxin.rules.words import Word
from lianxin_chengdu.settings import ContactSettings
from lianxin_chengdu.sources import CONTACT
from lianxin_chengdu.terms import (
    BRANCH_COMMUNITY,
    DEPARTMENT_STREET,
    DEPARTMENT_VILLAGE,
    EMERGING_ENTERPRISE,
    FUNCTIONAL_MEMBER,
    GROWING_ENTERPRISE,
    LEADER_ENTERPRISE,
    LEADER_VILLAGE,
    MEMBER_ENTERPRISE,
    ORGAN_BRANCH,
    PARTY_LEADER,
    PILLAR_ENTERPRISE,
)

F = figures(ContactSettings)

CITY_LEADERS = holders(PARTY_LEADER)
DEPARTMENTS = units("department")
BRANCHES = units(ORGAN_BRANCH)
LEADERSHIP = holders(FUNCTIONAL_MEMBER)


def _linked(kind: Term, holders: Subjects, number: Figure, *targets: Word) -> LiaisonRule:
    """Each of the holders has so many links of the kind, with units of these kinds alone."""
    return LiaisonRule(
        key=f"{kind.code}_links",
        clause="CD-C1",
        source=CONTACT,
        title=kind.label,
        of=kind,
        holders=holders,
        at_least=number,
        target_type="Unit",
        target_kinds=targets,
    )


LEADERS_AND_VILLAGES = _linked(LEADER_VILLAGE, CITY_LEADERS, F.leader_villages, "village")
DEPARTMENTS_AND_VILLAGES = _linked(
    DEPARTMENT_VILLAGE, DEPARTMENTS, F.department_villages, "village"
)
DEPARTMENTS_AND_STREETS = _linked(DEPARTMENT_STREET, DEPARTMENTS, F.department_streets, "street")
BRANCHES_AND_COMMUNITIES = _linked(BRANCH_COMMUNITY, BRANCHES, F.branch_communities, "community")
LEADERS_AND_ENTERPRISES = _linked(
    LEADER_ENTERPRISE, CITY_LEADERS, F.leader_enterprises, PILLAR_ENTERPRISE, EMERGING_ENTERPRISE
)
LEADERSHIP_AND_ENTERPRISES = _linked(
    MEMBER_ENTERPRISE, LEADERSHIP, F.member_enterprises, GROWING_ENTERPRISE
)

LEADERS_ARE_LINKED = Coverage(
    key="leaders_linked",
    clause="CD-C1",
    source=CONTACT,
    title=Text(
        "市级党员领导干部联系村和企业", "City leaders are linked with village and enterprise"
    ),
    every=CITY_LEADERS,
    has=(
        link(LEADER_VILLAGE, end="holder", least=F.leader_villages),
        link(LEADER_ENTERPRISE, end="holder", least=F.leader_enterprises),
    ),
)

DEPARTMENTS_ARE_LINKED = Coverage(
    key="departments_linked",
    clause="CD-C1",
    source=CONTACT,
    title=Text("市级部门联系村和街道", "City departments are linked with village and street"),
    every=DEPARTMENTS,
    has=(
        link(DEPARTMENT_VILLAGE, end="holder", least=F.department_villages),
        link(DEPARTMENT_STREET, end="holder", least=F.department_streets),
    ),
)

BRANCHES_ARE_LINKED = Coverage(
    key="branches_linked",
    clause="CD-C1",
    source=CONTACT,
    title=Text("机关基层党组织联系社区", "Party organisations are linked with a community"),
    every=BRANCHES,
    has=(link(BRANCH_COMMUNITY, end="holder", least=F.branch_communities),),
)

LEADERSHIP_IS_LINKED = Coverage(
    key="leadership_linked",
    clause="CD-C1",
    source=CONTACT,
    title=Text("职能部门党员班子成员联系成长型企业", "Leadership members and growing enterprises"),
    every=LEADERSHIP,
    has=(link(MEMBER_ENTERPRISE, end="holder", least=F.member_enterprises),),
)

MATRIX_RULES = (
    LEADERS_AND_VILLAGES,
    DEPARTMENTS_AND_VILLAGES,
    DEPARTMENTS_AND_STREETS,
    BRANCHES_AND_COMMUNITIES,
    LEADERS_AND_ENTERPRISES,
    LEADERSHIP_AND_ENTERPRISES,
    LEADERS_ARE_LINKED,
    DEPARTMENTS_ARE_LINKED,
    BRANCHES_ARE_LINKED,
    LEADERSHIP_IS_LINKED,
)
