"""Accounts, secrets of channels, the calendar, the schema."""

from pathlib import Path
from typing import Any

import pytest


def test_an_account_without_a_password_gets_one_to_be_changed(done: Any, deployed: str) -> None:
    said = done("user", "add", deployed, "wang", "--role", "clerk")
    assert "to be changed at once" in said


def test_a_password_from_the_environment_has_to_be_good(
    lianxin: Any, deployed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("user", "add", deployed, "wang", "--role", "clerk")
    monkeypatch.setenv("LIANXIN_PASSWORD", "short")
    assert "PASSWORD_LENGTH" in lianxin(*words).output
    monkeypatch.setenv("LIANXIN_PASSWORD", "Long-enough-9")
    result = lianxin(*words)
    assert result.exit_code == 0
    assert "Long-enough" not in result.output
    assert "USERNAME_TAKEN" in lianxin(*words).output


def test_an_administrator_of_the_platform(done: Any, deployed: str) -> None:
    assert "root2" in done("user", "add", "platform", "root2", "--role", "admin")


def test_the_secret_of_a_channel_stays_until_renewed(done: Any, deployed: str) -> None:
    first = done("hook", "secret", deployed, "phone")
    assert done("hook", "secret", deployed, "phone") == first
    assert done("hook", "secret", deployed, "phone", "--new") != first


def test_a_notice_is_entered_from_a_file(done: Any, deployed: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.csv"
    file.write_text("2031-01-01,holiday,New Year\n", "utf-8")
    assert "365 days changed" in done("calendar", "import", deployed, 2031, "--file", file)
    assert "2031-01-02 is set" in done(
        "calendar", "set", deployed, "2031-01-02", "holiday", "--source", "县政府1号"
    )


def test_a_year_nobody_knows_is_refused(lianxin: Any, deployed: str) -> None:
    assert "YEAR_NOT_PUBLISHED" in lianxin("calendar", "import", deployed, 2090).output


def test_the_schema_is_that_of_the_plugins_asked_for(done: Any, deployed: str) -> None:
    core, more = done("schema", "print"), done("schema", "print", "zoucheng")
    assert "type Case " in core
    assert "zoucheng" in more
    assert "zoucheng" not in core
    done("module", "enable", deployed, "zoucheng.opinions")
    assert "zoucheng" in done("schema", "print", "--locality", deployed)


def test_a_breaking_change_is_told_and_fails(lianxin: Any, done: Any, tmp_path: Path) -> None:
    done("schema", "print", "--write", tmp_path)
    core = tmp_path / "core.graphql"
    assert done("schema", "diff", core) == ""
    core.write_text(core.read_text() + "\ntype Gone { id: ID! }\n")
    result = lianxin("schema", "diff", core)
    assert result.exit_code == 1
    assert "Gone" in result.output


@pytest.mark.parametrize(("text", "code"), [("{ broken", "NOT_SDL"), (None, "NO_SUCH_FILE")])
def test_a_file_that_is_no_sdl_is_told(
    lianxin: Any, tmp_path: Path, text: str | None, code: str
) -> None:
    file = tmp_path / "core.graphql"
    if text is not None:
        file.write_text(text, "utf-8")
    result = lianxin("schema", "diff", file)
    assert (result.exit_code, code in result.output) == (1, True)


def test_a_plugin_that_is_not_installed_is_named(lianxin: Any) -> None:
    result = lianxin("schema", "print", "nothing")
    assert result.exit_code == 1
    assert "zoucheng" in result.output


def test_an_account_may_have_no_password_and_be_linked_to_an_identity(
    done: Any, lianxin: Any, deployed: str
) -> None:
    said = done("user", "add", deployed, "wang", "--role", "clerk", "--vouched")
    assert "password" not in said
    link = ("user", "link", deployed, "wang", "u-1")
    assert "UNKNOWN_PROVIDER" in lianxin(*link).output
    issuer = ("--issuer", "https://id.example")
    assert "Linked wang" in done(*link, *issuer)
    assert "IDENTITY_LINKED" in lianxin(*link, *issuer).output
    assert "NOT_FOUND" in lianxin("user", "link", deployed, "li", "u-2", *issuer).output


def test_the_audit_is_verified_and_archived(
    done: Any, lianxin: Any, deployed: str, tmp_path: Path
) -> None:
    assert "entries are good" in done("audit", "verify", deployed)
    archive = ("audit", "archive", deployed, tmp_path / "a.jsonl")
    assert "AUDIT_KEPT" in lianxin(*archive).output
    done("module", "set", deployed, "core.audit", "keep_years=3")
    assert "Nothing is older" in done(*archive)
    (tmp_path / "b.jsonl").write_text("nonsense")
    verify = ("audit", "verify", deployed, "--archive", tmp_path / "b.jsonl")
    assert "BAD_ARCHIVE" in lianxin(*verify).output
