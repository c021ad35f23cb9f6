"""`lianxin plugin new` writes a plugin whose own tests pass."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.long
def test_a_new_plugin_works_and_its_tests_pass_beside_a_deployment(
    done: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, deployment = tmp_path / "riverside", tmp_path / "deployment"
    done("plugin", "new", "riverside", "--name", "河畔", "--folder", folder)
    for name in ("platform", "locality"):
        address = f"sqlite:///{deployment}/{name}.db"
        monkeypatch.setenv(f"LIANXIN_{name.upper()}_DATABASE", address)
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(tests, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not deployment.exists()
    style = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I,E,F,UP,B"]
    options = ["--line-length", "100", "--no-cache", "."]
    assert subprocess.run([*style, *options], cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plugin", "new", "Bad-Key"), "BAD_PLUGIN_KEY"),
        (("plugin", "new", "core"), "PLUGIN_EXISTS"),
        (("plugin", "new", "fresh", "--folder", "."), "FOLDER_NOT_EMPTY"),
    ],
)
def test_what_cannot_be_a_new_plugin_is_told(
    lianxin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Any, code: str
) -> None:
    (tmp_path / "something").touch()
    monkeypatch.chdir(tmp_path)
    result = lianxin(*words)
    assert result.exit_code == 1
    assert code in result.output
