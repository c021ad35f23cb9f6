"""What each role permits: one table, deny by default. Whoever is not listed may not.

A permission opens a door; which rows lie behind it (one's own, one's units', all) is said by the
permission too, and whom a case is about never learns of it whatever the role permits.
"""

from collections.abc import Iterable
from functools import lru_cache

_EVERYBODY = """
    case.submit  case.read_by_receipt
    locality.read  unit.read  person.read_official
    rule.read  module.read  regulation.read  publication.read
"""
_SIGNED_IN = """
    case.read_own  case.act
    meeting.read_own  motion.act  ballot.cast
"""
_OFFICE = """
    person.read  household.read  liaison.read  meeting.read  record.read
    standing.read  statistics.read  consequence.read  survey.read
"""
_STAFF = f"{_OFFICE}  meeting.record  record.write  publication.write"
_EVERY_CASE = "case.read_all  case.read_unit"

# A role may do what stands in its own line, and nothing by inheritance. `admin`, `security_admin`
# and `auditor` are the three offices 三员: where they are kept apart, account.manage is taken
# from `admin`; no other line changes.
_ROLES: dict[str, tuple[str, ...]] = {
    "public": (_EVERYBODY,),
    "resident": (_EVERYBODY, _SIGNED_IN),
    "handler": (_EVERYBODY, _SIGNED_IN, _STAFF, "case.read_unit  contact.reveal"),
    "clerk": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  person.write  survey.draw  survey.record  survey.read_sample",
        "report.export  data.import",
    ),
    "supervisor": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  survey.draw  survey.record  survey.read_sample",
        "consequence.record  report.export",
    ),
    "leader": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  consequence.record  report.export",
    ),
    "admin": (
        f"{_EVERYBODY} {_EVERY_CASE} {_OFFICE}",
        "module.enable  module.configure  module.read_history  calendar.manage",
        "person.write  record.write  publication.write  regulation.write  data.import",
        "report.export",
        "account.manage",
    ),
    "security_admin": (_EVERYBODY, "account.manage  module.read_history"),
    "auditor": (
        f"{_EVERYBODY} {_EVERY_CASE} {_OFFICE}",
        "survey.read_sample  audit.read  module.read_history  report.export",
    ),
    "system": (
        f"{_EVERYBODY} {_EVERY_CASE} {_STAFF}",
        "case.act  motion.act  consequence.record  survey.draw",
    ),
}

ROLES = {role: frozenset(" ".join(lines).split()) for role, lines in _ROLES.items()}
"""Each role with its permissions."""

PERMISSIONS = frozenset().union(*ROLES.values())
"""Every permission there is."""


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """What an account with these roles may do; a role that is not known permits nothing."""
    return _union(frozenset(roles))


@lru_cache(maxsize=256)
def _union(roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))
