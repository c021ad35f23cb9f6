"""Modules and figures from the command line."""

from pathlib import Path
from typing import Any

import pytest


def test_modules_are_listed_enabled_and_disabled(done: Any, deployed: str) -> None:
    assert "core.cases" in done("module", "list", deployed)
    done("module", "enable", deployed, "zoucheng.opinions")
    assert "zoucheng.opinions is disabled" in done(
        "module", "disable", deployed, "zoucheng.opinions"
    )


def test_a_figure_is_set_shown_and_put_back(done: Any, deployed: str) -> None:
    module = (deployed, "zoucheng.opinions")
    done("module", "enable", *module)
    assert "Nothing differs" in done("module", "diff", deployed)
    assert "answer_days: 5 → 3 (locality)" in done("module", "set", *module, "answer_days=3")
    assert "answer_days" in done("module", "diff", deployed)
    assert "answer_days: 3 → 4" in done("module", "set", *module, "answer_days=4", "--reason", "x")
    assert "answer_days: 4 → 3" in done("module", "put-back", *module, 2)
    assert "answer_days: 3 → 5 (source)" in done("module", "set", *module, "answer_days=")
    assert "Nothing changes" in done("module", "set", *module, "answer_days=")


def test_figures_are_put_back_only_to_what_there_was(
    lianxin: Any, done: Any, deployed: str
) -> None:
    module = (deployed, "zoucheng.opinions")
    done("module", "enable", *module)
    done("module", "set", *module, "answer_days=3")
    tried = done("module", "put-back", *module, 0, "--reason", "试行结束", "--dry-run")
    assert "answer_days: 3 → 5" in tried
    assert "answer_days: 3 → 5" in done("module", "put-back", *module, 0)
    assert "NOT_FOUND" in lianxin("module", "put-back", *module, 99).output


def test_a_change_that_waits_for_its_day_is_called_off(
    lianxin: Any, done: Any, deployed: str
) -> None:
    module = (deployed, "zoucheng.opinions")
    done("module", "enable", *module)
    done("module", "set", *module, "answer_days=3", "--effective-on", "2099-01-01")
    assert "Nothing differs" in done("module", "diff", deployed)
    assert "Revision 2 of zoucheng.opinions is called off" in done("module", "cancel", *module, 2)
    assert "NOT_WAITING" in lianxin("module", "cancel", *module, 2).output


def test_no_difference_is_told_of_a_module_that_is_not_there(lianxin: Any, deployed: str) -> None:
    for module in ("nonsense.module", "zoucheng.opinions"):
        result = lianxin("module", "diff", deployed, module)
        assert (result.exit_code, "NO_FIGURES" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("figure", "code"),
    [("answer_days=0", "TOO_SMALL"), ("nonsense=1", "UNKNOWN_FIELD"), ("x", "BAD_FIGURE")],
)
def test_a_wrong_figure_is_refused(
    lianxin: Any, done: Any, deployed: str, figure: str, code: str
) -> None:
    done("module", "enable", deployed, "zoucheng.opinions")
    result = lianxin("module", "set", deployed, "zoucheng.opinions", figure)
    assert result.exit_code == 1
    assert code in result.output


def test_a_trial_changes_nothing(done: Any, deployed: str) -> None:
    assert "can be enabled" in done("module", "enable", deployed, "zoucheng.opinions", "--dry-run")
    listed = done("module", "list", deployed).splitlines()
    (line,) = [line for line in listed if line.startswith("zoucheng.opinions")]
    assert "enabled" not in line


def test_a_plugins_data_is_exported_and_removed(
    lianxin: Any, done: Any, deployed: str, home: Path
) -> None:
    done("module", "enable", deployed, "zoucheng.opinions")
    refused = lianxin("module", "purge", deployed, "zoucheng").output
    assert "The module zoucheng.opinions is enabled; disable it first" in refused
    done("module", "disable", deployed, "zoucheng.opinions")
    told = done("module", "purge", deployed, "zoucheng", "--dry-run")
    assert "zoucheng can be removed: 0 rows" in told
    done("module", "purge", deployed, "zoucheng", "--reason", "x")
    assert len([*(home / "exports" / deployed).glob("zoucheng-*.zip")]) == 1
    again = lianxin("module", "purge", deployed, "zoucheng").output
    assert "The plugin zoucheng has stored nothing here" in again
