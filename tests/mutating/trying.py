"""Running a clause's tests against a mutant, in a process of its own."""

import contextlib
import io
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum

import pytest

from mutating.mutants import Mutant


class Verdict(StrEnum):
    NOTICED = "noticed"
    SURVIVED = "survived"
    UNTESTED = "untested"


def try_all(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, Verdict]]:
    """Each with its verdict, as they come. A process inherits what is imported, and tries one."""
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_tried, mutants)


def _tried(mutant: Mutant) -> tuple[Mutant, Verdict]:
    os.environ.pop("LIANXIN_TEST_POSTGRES", None)  # what a rule says does not hang on the database
    for said_of_whole_runs in ("LIANXIN_TEST_NO_SKIPS", "LIANXIN_TEST_FIELD_COVERAGE"):
        os.environ.pop(said_of_whole_runs, None)
    mutant.leave_out()
    return mutant, verdict_on(mutant)


def verdict_on(mutant: Mutant) -> Verdict:
    """What the clause's own tests say of the plugin as it is in this process."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = pytest.main([*options, str(mutant.folder), "-k", mutant.tests])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Verdict.UNTESTED
    return Verdict.SURVIVED if code == pytest.ExitCode.OK else Verdict.NOTICED
