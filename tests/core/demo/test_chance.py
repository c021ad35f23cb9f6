"""The same seed gives the same tale, and what is drawn for one part moves no other."""

from collections import Counter

from lianxin.demo import Chance, Numbering
from lianxin.demo.names import full_name, mobile
from lianxin.privacy import PhoneKind, mask_phone, parse_phone


def test_the_same_seed_draws_the_same() -> None:
    drawn = [[Chance("a").whole(1, 10**9), Chance("a").digits(16)] for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert Chance("b").whole(1, 10**9) != drawn[0][0]


def test_a_source_of_its_own_moves_nothing_elsewhere() -> None:
    alone, disturbed = Chance("a"), Chance("a")
    disturbed.about("households").digits(12)
    assert alone.digits(12) == disturbed.digits(12)


def test_a_deck_has_exactly_what_was_asked_for() -> None:
    deck = Chance("a").deck({"met": 97, "missed": 3})
    assert Counter(deck) == {"met": 97, "missed": 3}
    assert deck[:97] != ["met"] * 97


def test_keys_rise_and_codes_never_meet() -> None:
    numbers = Numbering(Chance("a"))
    keys, codes = zip(*((numbers.key(), numbers.code()) for _ in range(5_000)), strict=True)
    assert list(keys) == sorted(set(keys))
    assert 0 < keys[-1] < 2**63
    assert len(set(codes)) == 5_000
    assert all(len(code) == 9 and code[4] == "-" for code in codes)


def test_nobody_can_be_called() -> None:
    chance = Chance("a")
    for _ in range(50):
        number = mobile(chance)
        assert parse_phone(number).kind is PhoneKind.MOBILE
        assert mask_phone(number).startswith("154****")
        assert 2 <= len(full_name(chance)) <= 3
