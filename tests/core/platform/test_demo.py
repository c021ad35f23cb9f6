"""The demonstration: made once, kept, and made anew where it was broken off."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from factories import make_person
from factories.plugins import as_module, sample_plugin
from lianxin.accounts import sign_in
from lianxin.localities import Locality
from lianxin.platform import Environment, Platform
from lianxin.platform.demo import PASSWORD, PLATFORM_ADMIN, ROLES, prepare_demo, scale_of
from lianxin.plugins.contributions import Demo
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manager import Installed, load_plugins

MODULES = ("sample.opinions", "sample.visits")


class Filling:
    """Counts how often data was made; breaks off when told to."""

    def __init__(self) -> None:
        self.times = 0
        self.breaks = False

    async def __call__(self, locality: Locality, scale: str, progress: Any) -> Mapping[str, int]:
        self.times += 1
        person = await make_person(locality, official=True)
        progress("people", 1, 1)
        if self.breaks:
            raise RuntimeError("the power failed")
        return {"clerk": person.id}


@pytest.fixture
def filling() -> Filling:
    return Filling()


@pytest.fixture
def with_demo(filling: Filling) -> Installed:
    module = as_module(sample_plugin())

    @hookimpl
    def lianxin_demo() -> Demo:
        return Demo(locality="sample", name="样例县", modules=MODULES, fill=filling)

    module.lianxin_demo = lianxin_demo  # type: ignore[attr-defined]
    return load_plugins(installed=False, extra=[("sample", module)])


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    return Environment.read(home=tmp_path / "demo", master_key="")


async def test_a_demo_has_modules_data_and_accounts(
    home: Environment, with_demo: Installed
) -> None:
    async with Platform(home, with_demo) as platform:
        (entry,) = await prepare_demo(platform, "small", lambda *_: None)
        locality = await platform.locality(entry.key)
        assert (locality.demo, await scale_of(locality)) == (True, "small")
        assert all(locality.composition.modules[key].enabled for key in MODULES)
        for role in ROLES:
            assert (await sign_in(locality, role, PASSWORD, None)).access_token
        own = await platform.locality("platform")
        assert (await sign_in(own, PLATFORM_ADMIN, PASSWORD, None)).access_token


async def test_a_second_start_keeps_the_data(
    home: Environment, with_demo: Installed, filling: Filling
) -> None:
    for _ in range(2):
        async with Platform(home, with_demo) as platform:
            assert len(await prepare_demo(platform, "small", lambda *_: None)) == 1
    assert filling.times == 1


async def test_one_that_was_broken_off_is_made_anew(
    home: Environment, with_demo: Installed, filling: Filling
) -> None:
    filling.breaks = True
    async with Platform(home, with_demo) as platform:
        with pytest.raises(RuntimeError):
            await prepare_demo(platform, "small", lambda *_: None)
    filling.breaks = False
    async with Platform(home, with_demo) as platform:
        (entry,) = await prepare_demo(platform, "small", lambda *_: None)
        assert entry.state == "active"
        people = (await platform.locality("sample")).database
        assert filling.times == 2
        assert people
