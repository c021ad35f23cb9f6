"""`lianxin plugin new` writes a folder that works and whose tests pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from lianxin_schema.scaffold import CannotWrite, write_plugin


def test_a_new_plugins_tests_pass(tmp_path: Path) -> None:
    folder = write_plugin("suzhou", "苏州做法", tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "2 passed" in run.stdout


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    write_plugin("suzhou", "苏州做法", tmp_path)
    with pytest.raises(CannotWrite):
        write_plugin("suzhou", "苏州做法", tmp_path)


@pytest.mark.parametrize("key", ["", "Su-zhou", "../up", "9lives"])
def test_a_key_is_a_plain_name(tmp_path: Path, key: str) -> None:
    with pytest.raises(CannotWrite):
        write_plugin(key, "x", tmp_path)
