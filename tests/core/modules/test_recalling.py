"""A change of figures that is asked for twice under one key is answered alike."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lianxin.context import Context
from lianxin.localities import Locality
from lianxin.modules import ConfigureModule, SettingChange, carry_out

MODULE = "sample.opinions"
pytestmark = pytest.mark.modules(MODULE)


async def test_the_changes_are_told_again(
    locality: Locality, context: Callable[..., Context]
) -> None:
    keyed = replace(context("admin"), idempotency_key="k-1")
    data = {"module": MODULE, "settings": {"answer_days": 7}}
    for _ in range(2):
        outcome = await carry_out(ConfigureModule, data, keyed)
        assert outcome.values["changes"] == (
            SettingChange("answer_days", 5, 7, "locality", "source", 5),
        )
