"""Keys come from the environment or from files that only their owner can read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lianxin.privacy import (
    KeyFiles,
    MasterKey,
    MasterKeyExposed,
    MasterKeyInvalid,
    MasterKeyMissing,
    MasterKeyWrong,
    UnknownKey,
    local_sealer,
    master_key,
)


def environment(key: MasterKey) -> dict[str, str]:
    return {"LIANXIN_MASTER_KEY": key.text()}


def test_the_environment_comes_first(tmp_path: Path) -> None:
    key = MasterKey.generate()
    assert master_key(environment(key), tmp_path) == key
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_a_missing_key_is_an_error() -> None:
    with pytest.raises(MasterKeyMissing) as refused:
        master_key({})
    assert "LIANXIN_MASTER_KEY" in refused.value.message.zh


@pytest.mark.parametrize("text", ["short", "not base64 !", "QUJD", "钥匙"])
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(MasterKeyInvalid):
        master_key({"LIANXIN_MASTER_KEY": text})


def test_the_demo_makes_its_own_key_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    sealed = local_sealer("demo", folder, {}).seal("张三")
    assert local_sealer("demo", folder, {}).unseal(sealed) == "张三"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    master_key({}, tmp_path)
    (tmp_path / "master.key").chmod(0o644)
    with pytest.raises(MasterKeyExposed, match="chmod 600"):
        master_key({}, tmp_path)


def test_processes_that_come_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        sealers = list(pool.map(lambda _: local_sealer("demo", tmp_path, {}), range(8)))
    assert len({sealer.blind_index("x") for sealer in sealers}) == 1


def test_a_rotation_is_kept(tmp_path: Path) -> None:
    sealer = local_sealer("demo", tmp_path, {}, "SM4-GCM", "SM3")
    sealer.keyring.rotate()
    KeyFiles(tmp_path).save(sealer.keyring)
    assert local_sealer("demo", tmp_path, {}).is_current(sealer.seal("张三"))


def test_another_master_key_opens_nothing(tmp_path: Path) -> None:
    local_sealer("demo", tmp_path, environment(MasterKey.generate()))
    with pytest.raises(MasterKeyWrong, match="demo"):
        local_sealer("demo", tmp_path, environment(MasterKey.generate()))


def test_destroyed_keys_are_gone_for_good(tmp_path: Path) -> None:
    sealed = local_sealer("demo", tmp_path, {}).seal("张三")
    KeyFiles(tmp_path).destroy("demo")
    KeyFiles(tmp_path).destroy("demo")
    with pytest.raises(UnknownKey):
        local_sealer("demo", tmp_path, {}).unseal(sealed)


def test_a_locality_s_key_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not the key of a locality"):
        local_sealer("../etc", tmp_path, {})
