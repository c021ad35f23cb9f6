"""What each role may do, and that nothing is permitted by accident."""

import pytest

from lianxin.accounts.roles import PERMISSIONS, ROLES, permissions_of
from lianxin.context import PUBLIC, SYSTEM

READS_ALL = {"clerk", "supervisor", "leader", "admin", "auditor", "system"}


def roles_with(permission: str) -> set[str]:
    return {role for role, permissions in ROLES.items() if permission in permissions}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("case.submit", set(ROLES)),
        ("rule.read", set(ROLES)),
        ("publication.read", set(ROLES)),
        ("case.read_all", READS_ALL),
        ("case.read_unit", READS_ALL | {"handler"}),
        ("contact.reveal", {"clerk", "handler", "supervisor", "leader"}),
        ("module.configure", {"admin"}),
        ("audit.read", {"auditor"}),
        ("account.manage", {"admin", "security_admin"}),
    ],
)
def test_a_permission_belongs_to_these_roles_alone(permission: str, roles: set[str]) -> None:
    assert roles_with(permission) == roles


def test_several_roles_add_up_and_an_unknown_one_adds_nothing() -> None:
    assert permissions_of(["resident", "auditor"]) == ROLES["resident"] | ROLES["auditor"]
    assert permissions_of(["king"]) == frozenset()


def test_every_permission_is_a_noun_and_a_verb() -> None:
    assert all(len(p.split(".")) == 2 and p == p.lower() for p in PERMISSIONS)


def test_whoever_has_no_token_is_the_public() -> None:
    assert PUBLIC.permissions == ROLES["public"]
    assert SYSTEM.may("case.act")


def test_the_auditor_changes_nothing_and_reveals_nothing() -> None:
    changing = {"write", "act", "manage", "configure", "enable", "reveal", "record", "cast"}
    assert not {p for p in ROLES["auditor"] if p.split(".")[1] in changing}
