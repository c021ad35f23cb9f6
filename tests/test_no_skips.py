"""Where skipping is forbidden, each way to skip fails and says why it was tried."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SKIPS = {
    "test_mark.py": "import pytest\n@pytest.mark.skip(reason='no moon')\ndef test_it(): pass",
    "test_body.py": "import pytest\ndef test_it(): pytest.skip('no moon')",
    "test_module.py": "import pytest\npytest.skip('no moon', allow_module_level=True)",
    "test_fixture.py": (
        "import pytest\n@pytest.fixture\ndef moon(): pytest.skip('no moon')\n"
        "def test_it(moon): pass"
    ),
}


@pytest.fixture
def forbidding(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("LIANXIN_TEST_NO_SKIPS", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return pytester


@pytest.mark.parametrize("file", SKIPS)
def test_a_skip_fails_with_its_reason(forbidding: pytest.Pytester, file: str) -> None:
    (forbidding.path / file).write_text(SKIPS[file])
    result = forbidding.runpytest_subprocess("-p", "no_skips", "-p", "no:cacheprovider")
    assert result.ret in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)
    result.stdout.fnmatch_lines(["*No test may be skipped here*no moon*"])


def test_an_expected_failure_is_no_skip(forbidding: pytest.Pytester) -> None:
    forbidding.makepyfile("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False")
    result = forbidding.runpytest_subprocess("-p", "no_skips", "-p", "no:cacheprovider")
    result.assert_outcomes(xfailed=1)


def test_a_reason_is_told_once(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANXIN_TEST_NO_SKIPS", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    twice = "import pytest\n@pytest.mark.parametrize('n', [1, 2])\n"
    pytester.makepyfile(twice + "def test_it(n): pytest.skip('no moon')")
    result = pytester.runpytest_subprocess("-p", "no_skips", "-p", "no:cacheprovider")
    result.stdout.fnmatch_lines(["Skipped 2: no moon"])
