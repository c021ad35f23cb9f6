"""Passwords: what they have to be like, and what hashing them may cost."""

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from argon2 import PasswordHasher

from lianxin.accounts.errors import SignInBusy
from lianxin.accounts.password_rules import ASVS, MLPS3
from lianxin.accounts.passwords import Passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Zoucheng-1", set()),
        ("连心平台Ab1中国", set()),
        ("Ab1-", {"PASSWORD_LENGTH", "PASSWORD_GUESSABLE"}),
        ("abcdefgh12", {"PASSWORD_TOO_PLAIN"}),
        ("A1-wang.li-B2", {"PASSWORD_GUESSABLE"}),
        ("Aa1Aa1Aa1", {"PASSWORD_GUESSABLE"}),
        ("Aa1-" * 40, {"PASSWORD_LENGTH", "PASSWORD_GUESSABLE"}),
    ],
)
def test_the_rule_of_level_three_names_all_that_is_wrong(password: str, codes: set[str]) -> None:
    assert {p.code for p in MLPS3.problems(password, "Wang.Li")} == codes


def test_the_other_profile_asks_for_length_alone() -> None:
    assert ASVS.problems("only small letters", "wang") == []
    assert [p.code for p in ASVS.problems("Short-1", "wang")] == ["PASSWORD_LENGTH"]


def test_a_password_expires_after_ninety_days_or_never() -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    assert not MLPS3.expired(then, then + timedelta(days=89))
    assert MLPS3.expired(then, then + timedelta(days=90))
    assert not ASVS.expired(then, then + timedelta(days=900))


async def test_a_password_is_known_by_its_hash_alone() -> None:
    passwords = Passwords()
    stored = await passwords.hashed("连心 Lianxin-1")
    assert stored.startswith("$argon2id$")
    assert await passwords.fits(stored, "连心 Lianxin-1")
    assert not await passwords.fits(stored, "lianxin-1")
    assert not await passwords.fits("no hash at all", "lianxin-1")


async def test_the_same_password_may_be_typed_in_two_ways() -> None:
    passwords = Passwords(QUICK)
    assert await passwords.fits(await passwords.hashed("Caf\u00e9-2026"), "Cafe\u0301-2026")


async def test_who_has_no_password_costs_as_much_as_who_has() -> None:
    class Counting(PasswordHasher):
        verified = 0

        def verify(self, *args: str) -> bool:
            Counting.verified += 1
            return super().verify(*args)

    passwords = Passwords(Counting(time_cost=1, memory_cost=64, parallelism=1))
    assert not await passwords.fits(None, "whatever")
    assert not await passwords.fits(None, "x" * 10_000)
    assert Counting.verified == 2


async def test_above_the_queue_it_is_busy_and_below_it_works_again() -> None:
    go_on = Event()

    class Slow(PasswordHasher):
        def hash(self, *args: str) -> str:
            go_on.wait(5)
            return "hash"

    passwords = Passwords(Slow(), threads=1, waiting=2)
    asked = [asyncio.create_task(passwords.hashed("a")) for _ in range(9)]
    await asyncio.sleep(0)
    go_on.set()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(a, SignInBusy) for a in answers) == 6
    assert await passwords.hashed("a")


def test_weaker_hashes_are_known() -> None:
    assert Passwords().is_outdated(QUICK.hash("a"))
