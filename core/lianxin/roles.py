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
    meeting.read_own  motion.act  ballot.cast  record.write_own
"""
_OFFICE = """
    person.read  household.read  liaison.read  meeting.read  record.read
    standing.read  statistics.read  consequence.read  survey.read
"""
_STAFF = f"{_OFFICE}  meeting.record  record.write  publication.write"
_EVERY_CASE = "case.read_all  case.read_unit"

# A role may do what stands in its own line, and nothing by inheritance. `admin`, `security_admin`
# and `auditor` are the three offices 三员, of system, security and audit: what is taken from whom
# where they are kept apart says `_TAKEN_WHERE_APART`; no other line changes.
_ROLES: dict[str, tuple[str, ...]] = {
    "public": (_EVERYBODY,),
    "resident": (_EVERYBODY, _SIGNED_IN),
    "handler": (_EVERYBODY, _SIGNED_IN, _STAFF, "case.read_unit  contact.reveal  problem.group"),
    "clerk": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  problem.group  person.write  survey.draw  survey.record  survey.read_sample",
        "report.export  data.import",
    ),
    "supervisor": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  problem.group  survey.draw  survey.record  survey.read_sample",
        "consequence.record  report.export",
    ),
    "leader": (
        f"{_EVERYBODY} {_SIGNED_IN} {_STAFF} {_EVERY_CASE}",
        "contact.reveal  problem.group  consequence.record  report.export",
    ),
    "admin": (
        f"{_EVERYBODY} {_EVERY_CASE} {_OFFICE}",
        "module.enable  module.configure  module.read_history  calendar.manage",
        "person.write  record.write  record.write_own  publication.write  regulation.write  data.import",
        "report.export",
        "account.manage  module.configure_security",
    ),
    "security_admin": (
        _EVERYBODY,
        "account.manage  module.configure_security  module.read_history",
    ),
    "auditor": (
        f"{_EVERYBODY} {_EVERY_CASE} {_OFFICE}",
        "survey.read_sample  audit.read  module.read_history  report.export",
    ),
    "system": (
        f"{_EVERYBODY} {_EVERY_CASE} {_STAFF}",
        "case.act  motion.act  record.write_own  consequence.record  survey.draw",
    ),
}

ROLES = {role: frozenset(" ".join(lines).split()) for role, lines in _ROLES.items()}
"""Each role with its permissions."""

PERMISSIONS = frozenset().union(*ROLES.values())
"""Every permission there is."""


OFFICES = frozenset({"admin", "security_admin", "auditor"})
"""Where they are kept apart, no account holds two of them."""

_TAKEN_WHERE_APART = {"admin": frozenset({"account.manage", "module.configure_security"})}


def permissions_of(roles: Iterable[str], *, apart: bool = False) -> frozenset[str]:
    """What an account with these roles may do; a role that is not known permits nothing. With the
    offices `apart`, one that holds two of them all the same has neither."""
    return _union(frozenset(roles), apart)


@lru_cache(maxsize=512)
def _union(roles: frozenset[str], apart: bool) -> frozenset[str]:
    if apart and len(roles & OFFICES) > 1:
        roles -= OFFICES
    taken = _TAKEN_WHERE_APART if apart else {}
    each = (ROLES.get(role, frozenset()) - taken.get(role, frozenset()) for role in roles)
    return frozenset().union(*each)
