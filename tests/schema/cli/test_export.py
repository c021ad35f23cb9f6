"""Reports from the command line: what a clerk would see, and no more."""

from pathlib import Path
from typing import Any

import pytest

from factories.reports import File

DAYS = ("--from", "2026-09-01", "--to", "2026-09-30")


@pytest.fixture
def opinions(done: Any, deployed: str) -> str:
    done("module", "enable", deployed, "zoucheng.opinions")
    return deployed


def test_reports_are_listed_and_written(done: Any, opinions: str, tmp_path: Path) -> None:
    assert "ten_elements" in done("export")
    file = tmp_path / "report.xlsx"
    done("export", "ten_elements", file, "--locality", opinions, *DAYS)
    about = dict(File(file).page("About"))
    assert (about["Time"], about["Cases"]) == ("2026-09-01 – 2026-09-30", 0)


def test_a_file_is_for_somebody(
    done: Any, lianxin: Any, opinions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_PASSWORD", "Long-enough-9")
    done("user", "add", opinions, "wang", "--role", "clerk")
    done("export", "ten_elements", tmp_path / "report.xlsx", *DAYS, "--for", "wang")
    result = lianxin("export", "ten_elements", tmp_path / "other.xlsx", *DAYS, "--for", "nobody")
    assert (result.exit_code, "NOT_FOUND" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("file", "days", "code"),
    [
        ("nowhere/report.xlsx", DAYS, "NOT_WRITTEN"),
        ("report.xlsx", ("--from", "2026-09-02", "--to", "2026-09-01"), "ENDS_FIRST"),
    ],
)
def test_what_cannot_be_exported_is_told(
    lianxin: Any, opinions: str, tmp_path: Path, file: str, days: tuple[str, ...], code: str
) -> None:
    result = lianxin("export", "ten_elements", tmp_path / file, *days)
    assert result.exit_code == 1
    assert code in result.output
    assert list(tmp_path.rglob("*.xlsx*")) == []
