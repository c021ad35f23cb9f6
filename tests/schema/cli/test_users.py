"""Accounts from the command line: roles, closing, locks, sessions, passwords."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from lianxin.accounts import sign_in
from lianxin.errors import LianxinError
from lianxin.platform import Environment, Platform

PASSWORD = "Long-enough-9"


@pytest.fixture
def wang(done: Any, deployed: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LIANXIN_PASSWORD", PASSWORD)
    done("user", "add", deployed, "wang", "--role", "clerk")
    return "wang"


def signing_in(home: Path, where: str, *passwords: str, new: str | None = None) -> list[str]:
    """What comes of signing in with one password after the other: nothing, or a code."""

    async def tried() -> list[str]:
        codes = []
        async with Platform(Environment.read(home=home)) as platform:
            locality = await platform.locality(where)
            for password in passwords:
                try:
                    await sign_in(locality, "wang", password, None, new)
                    codes.append("")
                except LianxinError as error:
                    codes.append(error.code)
        return codes

    return asyncio.run(tried())


def test_roles_are_those_that_are_given(lianxin: Any, done: Any, deployed: str, wang: str) -> None:
    said = done("user", "roles", deployed, wang, "--role", "handler", "--role", "leader")
    assert "wang: handler, leader" in said
    assert "UNKNOWN_ROLE" in lianxin("user", "roles", deployed, wang, "--role", "king").output
    assert "NOT_FOUND" in lianxin("user", "roles", deployed, "nobody", "--role", "clerk").output


def test_a_closed_account_is_out_until_it_is_opened(
    done: Any, deployed: str, wang: str, home: Path
) -> None:
    assert "is closed" in done("user", "close", deployed, wang, "--reason", "调离")
    assert signing_in(home, deployed, PASSWORD) == ["BAD_CREDENTIALS"]
    assert "is open" in done("user", "open", deployed, wang)
    assert signing_in(home, deployed, PASSWORD) == [""]


def test_a_lock_is_lifted(done: Any, deployed: str, wang: str, home: Path) -> None:
    *_, locked = signing_in(home, deployed, *["wrong"] * 5, PASSWORD)
    assert locked == "LOCKED_OUT"
    assert "is unlocked" in done("user", "unlock", deployed, wang)
    assert signing_in(home, deployed, PASSWORD) == [""]


def test_sessions_are_ended(done: Any, deployed: str, wang: str, home: Path) -> None:
    signing_in(home, deployed, PASSWORD, PASSWORD)
    assert "Ended 2 sessions" in done("user", "end-sessions", deployed, wang)
    assert "Ended 0 sessions" in done("user", "end-sessions", deployed, wang)


def test_a_password_is_reset_for_one_sign_in(
    done: Any, deployed: str, wang: str, home: Path
) -> None:
    *_, made = done("user", "reset-password", deployed, wang).split()
    assert signing_in(home, deployed, PASSWORD, made) == ["BAD_CREDENTIALS", "PASSWORD_MUST_CHANGE"]
    assert signing_in(home, deployed, made, new="Spring-2027") == [""]
