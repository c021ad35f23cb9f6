"""Setting up a deployment, adding and moving localities, and the doctor."""

import os
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from lianxin.privacy.keys import MasterKey


def test_from_nothing_to_a_healthy_deployment(done: Any, home: Path) -> None:
    assert "up to date" in done("migrate")
    done("locality", "add", "somewhere", "--name", "某县")
    done("migrate")
    assert "somewhere" in done("locality", "list")
    # From mid November on the doctor asks for next year's notice, which may not be out.
    findings = [line for line in done("doctor").splitlines() if "CALENDAR_YEAR" not in line]
    assert findings in ([], ["All is well"])
    assert oct((home / "platform.db").stat().st_mode)[-2:] == "00"


def test_the_doctor_says_what_to_do(lianxin: Any, deployed: str, home: Path) -> None:
    (home / "localities" / "somewhere.db").unlink()
    result = lianxin("doctor")
    assert result.exit_code == 1
    assert "DATABASE_UNAVAILABLE" in result.output
    assert "restore it from a backup" in result.output


def test_a_lost_master_key_is_told_and_no_other_is_made(
    lianxin: Any, deployed: str, home: Path
) -> None:
    (home / "master.key").unlink()
    for words in (("doctor",), ("user", "add", deployed, "wang", "--role", "clerk", "--vouched")):
        result = lianxin(*words)
        assert result.exit_code == 1
        assert "MASTER_KEY_MISSING" in result.output
    assert not (home / "master.key").exists()


def test_the_doctor_names_variables_that_do_nothing(
    lianxin: Any, deployed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_HTTP_BODY_BYTE", "1")
    result = lianxin("doctor")
    assert "LIANXIN_HTTP_BODY_BYTE  UNKNOWN_VARIABLE" in result.output
    assert "is LIANXIN_HTTP_BODY_BYTES meant?" in result.output


def test_the_doctor_names_a_variable_that_cannot_be_read_and_goes_on(
    lianxin: Any, deployed: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "localities" / "somewhere.db").unlink()
    monkeypatch.setenv("LIANXIN_LIMIT_COST", "much")
    result = lianxin("doctor")
    assert result.exit_code == 1
    assert "LIANXIN_LIMIT_COST is wrong: must be a whole number" in result.output
    assert "DATABASE_UNAVAILABLE" in result.output


def test_before_anything_is_set_up_the_doctor_names_the_first_step(lianxin: Any) -> None:
    result = lianxin("doctor")
    assert result.exit_code == 1
    assert "NOT_SET_UP" in result.output
    assert "lianxin migrate" in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("locality", "add", "a"),
        ("locality", "list"),
        ("user", "add", "a", "wang", "--role", "clerk", "--vouched"),
        ("module", "list", "a"),
        ("serve", "--port", "0"),
        ("worker",),
    ],
)
def test_before_anything_is_set_up_each_command_names_the_first_step(
    lianxin: Any, home: Path, words: tuple[str, ...]
) -> None:
    result = lianxin(*words)
    assert result.exit_code == 1
    assert "NOT_SET_UP" in result.output
    assert "lianxin migrate" in result.output
    assert not home.exists()


def test_a_platform_that_is_behind_has_to_be_migrated_first(
    lianxin: Any, deployed: str, home: Path
) -> None:
    with sqlite3.connect(home / "platform.db") as database:
        database.execute("DELETE FROM core_alembic_version")
    result = lianxin("locality", "add", "a")
    assert "NOT_MIGRATED: " in result.output
    assert "lianxin migrate" in result.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("locality", "add", "auth"), "CANNOT_ADD_LOCALITY"),
        (("locality", "add", "a", "--database", "mysql://x"), "BAD_DATABASE_ADDRESS"),
        (("locality", "add", "a", "--parent", "nobody"), "UNKNOWN_LOCALITY"),
        (("locality", "move", "nowhere", "sqlite:///x.db"), "UNKNOWN_LOCALITY"),
        (("module", "list", "nowhere"), "UNKNOWN_LOCALITY"),
        (("migrate", "nowhere"), "UNKNOWN_LOCALITY"),
        (("hook", "secret", "somewhere", "pigeon"), "UNKNOWN_CHANNEL"),
    ],
)
def test_a_refusal_has_a_code_and_no_trace(
    lianxin: Any, deployed: str, words: tuple[str, ...], code: str
) -> None:
    result = lianxin(*words)
    assert result.exit_code == 1
    assert f"{code}: " in result.output
    assert "Traceback" not in result.output


def test_a_locality_moves(done: Any, deployed: str, home: Path) -> None:
    target = home / "elsewhere.db"
    assert "now lives at" in done("locality", "move", deployed, f"sqlite:///{target}")
    assert str(target) in done("locality", "list")


def test_one_database_that_is_away_does_not_stop_the_others(
    lianxin: Any, done: Any, deployed: str, home: Path
) -> None:
    done("locality", "add", "other")
    (home / "localities" / "other.db").unlink()
    (home / "localities" / "other.db").mkdir()
    result = lianxin("migrate")
    assert result.exit_code == 1
    assert "other: DATABASE_UNAVAILABLE" in result.output
    assert "somewhere: up to date" in result.output


def test_a_wrong_variable_is_named(lianxin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_PLATFORM_DATABASE", "nonsense")
    result = lianxin("locality", "list")
    assert "LIANXIN_PLATFORM_DATABASE is wrong" in result.output


def test_a_port_that_is_taken_is_told(lianxin: Any, deployed: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = lianxin("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "--port" in result.output


def test_it_speaks_chinese_unless_asked(done: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_LANGUAGE", "zh")
    assert "平台数据库已是最新" in done("migrate")


def test_a_folder_that_is_no_demo_is_not_deleted(lianxin: Any, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("…")
    result = lianxin("demo", "--folder", precious, "--port", 0, "--reset")
    assert "NOT_A_DEMO" in result.output
    assert os.listdir(precious) == ["thesis.txt"]


def test_a_key_is_renewed(done: Any, deployed: str) -> None:
    assert "0 old keys destroyed" in done("locality", "rekey", deployed)
    assert "2 old keys destroyed" in done("locality", "rekey", deployed, "--forget-old")


def test_the_master_key_is_renewed(
    done: Any, lianxin: Any, deployed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "MASTER_KEY_MISSING" in lianxin("locality", "rewrap").output
    monkeypatch.setenv("LIANXIN_NEW_MASTER_KEY", MasterKey.generate().text())
    assert "restart every process" in done("locality", "rewrap")
    monkeypatch.delenv("LIANXIN_NEW_MASTER_KEY")
    assert "0 old keys destroyed" in done("locality", "rekey", deployed)


def test_a_master_key_that_is_given_leaves_a_file_alone(
    done: Any, deployed: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "master.key"
    former = file.read_text("ascii")
    monkeypatch.setenv("LIANXIN_MASTER_KEY", former)
    monkeypatch.setenv("LIANXIN_NEW_MASTER_KEY", MasterKey.generate().text())
    done("locality", "rewrap")
    assert file.read_text("ascii") == former
