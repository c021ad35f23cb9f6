"""Spreadsheets from the command line."""

from pathlib import Path
from typing import Any

import pytest


def test_a_template_is_filled_and_taken_in_once(
    lianxin: Any, done: Any, deployed: str, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    done("import", "units", file, "--template")
    text = file.read_text("utf-8-sig")
    file.write_text(text + "T1,某镇,乡镇,,\nV1,某村,村,T1,\n", "utf-8")
    assert "2 rows stored" in done("import", "units", file)
    assert "2 known from before" in done("import", "units", file, "--locality", deployed)


def test_a_file_is_tried_and_nothing_stored(
    lianxin: Any, done: Any, deployed: str, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    file.write_text("代码,名称,类别,上级单位代码\nT1,某镇,乡镇,\nV1,某村,村,T1\n", "utf-8")
    for _ in range(2):
        assert "2 rows would be stored, 0 known" in done("import", "units", file, "--dry-run")
    file.write_text("代码,名称,类别,上级单位代码\nV1,某村,村,T9\n", "utf-8")
    assert lianxin("import", "units", file, "--dry-run").exit_code == 1
    assert "T9" in (tmp_path / "units.wrong.csv").read_text("utf-8-sig")


def test_wrong_rows_come_back_beside_the_file(lianxin: Any, deployed: str, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("代码,名称,类别\nT1,某镇,乡镇\nT2,某镇,云\n", "utf-8")
    result = lianxin("import", "units", file)
    assert result.exit_code == 1
    assert "1 rows stored" in result.output
    assert "T2" in (tmp_path / "units.wrong.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "stars", "x.csv"), "UNKNOWN_KIND"),
        (("import", "units", "nowhere.csv"), "NO_SUCH_FILE"),
        (("export", "nothing"), "UNKNOWN_REPORT"),
        (("export", "x", "--locality", "nowhere"), "UNKNOWN_LOCALITY"),
    ],
)
def test_what_cannot_be_done_is_told(
    lianxin: Any, deployed: str, words: tuple[str, ...], code: str
) -> None:
    result = lianxin(*words)
    assert result.exit_code == 1
    assert code in result.output


def test_which_locality_has_to_be_said_where_there_are_several(
    lianxin: Any, done: Any, deployed: str
) -> None:
    done("locality", "add", "other")
    assert "somewhere" in lianxin("export").output
    assert "WHICH_LOCALITY" in lianxin("export").output


def test_a_file_that_is_no_table_is_told(lianxin: Any, deployed: str, tmp_path: Path) -> None:
    file = tmp_path / "units.xlsx"
    file.write_bytes(b"%PDF-1.4 nonsense")
    result = lianxin("import", "units", file)
    assert result.exit_code == 1
    assert "UNKNOWN_FORMAT" in result.output
