"""A cursor leads back to its event and tells nothing of how many there were."""

import pytest

from lianxin.events.cursors import cursor_of, number_of
from lianxin.privacy.keys import Keyring, MasterKey
from lianxin.privacy.sealing import Sealer


@pytest.fixture
def sealer() -> Sealer:
    return Sealer(Keyring.create(MasterKey.generate(), "somewhere"))


@pytest.mark.parametrize("number", [0, 1, 604, 2**40])
def test_a_cursor_leads_back_to_its_number(sealer: Sealer, number: int) -> None:
    again = Sealer(sealer.keyring)
    assert cursor_of(number, sealer) == cursor_of(number, again)
    assert number_of(cursor_of(number, sealer), again) == number


def test_neighbours_have_nothing_in_common(sealer: Sealer) -> None:
    cursors = [cursor_of(number, sealer) for number in range(50)]
    assert cursors != sorted(cursors)
    assert len({cursor[-4:] for cursor in cursors}) > 40


def test_no_cursor_can_be_made_up(sealer: Sealer) -> None:
    other = Sealer(Keyring.create(MasterKey.generate(), "somewhere"))
    given = cursor_of(7, sealer)
    altered = f"{given[:-1]}{'0' if given[-1] != '0' else '1'}"
    for cursor in ("", "7", "607", "g" * 32, altered, cursor_of(7, other)):
        assert number_of(cursor, sealer) is None
