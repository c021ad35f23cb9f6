"""What is wrong with a row, in Chinese and English."""

from collections.abc import Sequence

from pydantic import ValidationError

from lianxin.files.sheet import Column
from lianxin.language import Text
from lianxin.reasons import reason_of

# A column's name ("" for the row as a whole) and what is wrong there.
Reason = tuple[str, Text]


def reasons_of(error: ValidationError) -> list[Reason]:
    """One reason per error, without the value itself: it stands in the cell."""
    return [
        (str(found["loc"][0]) if found["loc"] else "", reason_of(found))
        for found in error.errors(include_url=False, include_input=False)
    ]


def reasons_text(reasons: Sequence[Reason], columns: Sequence[Column], language: str) -> str:
    """All reasons of a row in one line: "Phone: must be text; Date: must not be empty"."""
    labels = {column.name: column.label.say(language) for column in columns}
    colon, semicolon = (": ", "; ") if language == "en" else ("：", "；")
    return semicolon.join(
        f"{labels[name]}{colon}{text.say(language)}" if name in labels else text.say(language)
        for name, text in reasons
    )
