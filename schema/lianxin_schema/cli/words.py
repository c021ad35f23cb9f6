"""How the command line speaks: in the language of whoever types, and plainly when it fails."""

import os
import sys
from typing import NoReturn

import typer
from rich.console import Console

from lianxin.errors import LianxinError, Refused
from lianxin.language import Language, Text

LANGUAGE = "LIANXIN_LANGUAGE"
# Into a pipe or a file nothing is cut off.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 240)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def language() -> Language:
    """LIANXIN_LANGUAGE, else that of the terminal; Chinese unless English is asked for."""
    wanted = os.environ.get(LANGUAGE) or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"


def said(zh: str, en: str) -> str:
    return en if language() == "en" else zh


def say(text: Text) -> None:
    out.print(text.say(language()), markup=False)


def tell(zh: str, en: str) -> None:
    say(Text(zh, en))


def fail(error: LianxinError) -> NoReturn:
    """The code and what to do, without a trace; ends the command with status 1."""
    if isinstance(error, Refused):
        for problem in error.problems:
            where = ".".join(problem.path)
            _print(problem.code, problem.message, f"{where}: " if where else "")
    else:
        _print(error.code, error.message)
    raise typer.Exit(1)


def refuse(code: str, zh: str, en: str) -> NoReturn:
    _print(code, Text(zh, en))
    raise typer.Exit(1)


def _print(code: str, message: Text, where: str = "") -> None:
    err.print(f"{code}: {where}{message.say(language())}", markup=False, style="red")
