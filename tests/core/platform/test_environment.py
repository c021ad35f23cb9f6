"""Where a deployment keeps what it has."""

from pathlib import Path

import pytest

from lianxin.environment import BadEnvironment
from lianxin.platform import Environment
from lianxin.privacy.errors import MasterKeyInvalid, MasterKeyMissing

SERVER = "postgresql://lianxin:secret@database/lianxin"


def test_without_a_word_everything_is_in_one_folder(tmp_path: Path) -> None:
    environment = Environment.read(home=tmp_path)
    assert environment.platform_address == f"sqlite:///{tmp_path}/platform.db"
    assert environment.locality_address("a") == f"sqlite:///{tmp_path}/localities/a.db"


def test_localities_live_beside_the_platforms_schema() -> None:
    environment = Environment.read(platform_database=f"{SERVER}#platform")
    assert environment.locality_address("a") == f"{SERVER}#a"


def test_localities_may_live_elsewhere() -> None:
    environment = Environment.read(locality_database="postgresql://b/base#l_{key}")
    assert environment.locality_address("a") == "postgresql://b/base#l_a"


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path))
    assert Environment.read().home == tmp_path


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_PLATFORM_DATABASE", "mysql://me:secret@host/base")
    with pytest.raises(BadEnvironment, match="LIANXIN_PLATFORM_DATABASE is wrong") as refused:
        Environment.read()
    assert "看不懂数据库地址" in refused.value.message.zh
    assert "secret" not in str(refused.value.message.zh)


def test_a_key_is_made_once_beside_a_file_and_never_for_a_server(tmp_path: Path) -> None:
    alone = Environment.read(home=tmp_path)
    assert alone.key() == alone.key()
    with pytest.raises(MasterKeyMissing):
        Environment.read(home=tmp_path, platform_database=f"{SERVER}#platform").key()
    with pytest.raises(MasterKeyInvalid):
        Environment.read(home=tmp_path, master_key="short").key()
