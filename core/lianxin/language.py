"""What is shown to people, in Chinese and in English; Chinese unless English is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One message in both languages; `str()` gives the Chinese."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def format(self, **values: object) -> "Text":
        """Fill `{name}` in both languages; a value that is itself a Text is said in each.

        The template has to be ours: what people wrote may only come in as a value.
        """
        return Text(
            self.zh.format(**_said(values, "zh")),
            self.en.format(**_said(values, "en")),
        )

    def __str__(self) -> str:
        return self.zh


def listed(texts: Sequence[Text]) -> Text:
    """「周二、周四」, "Tuesday and Thursday"."""
    english = [text.en for text in texts]
    return Text(
        "、".join(text.zh for text in texts),
        " and ".join(part for part in (", ".join(english[:-1]), *english[-1:]) if part),
    )


def offered(words: Iterable[tuple[str, Text]]) -> Text:
    """Codes with what they are called: `water 供水, roads 道路`, "water Water supply"."""
    pairs = list(words)
    return Text(
        ", ".join(f"{code} {label.zh}" for code, label in pairs),
        ", ".join(f"{code} {label.en}" for code, label in pairs),
    )


@lru_cache(maxsize=512)
def negotiate(accept_language: str | None) -> Language:
    """Choose by an Accept-Language header (RFC 9110 §12.5.4); what is malformed is passed over."""
    ranges = [_language_range(part) for part in (accept_language or "").split(",")]
    ours = [(tag, quality) for tag, quality in ranges if tag in ("zh", "en", "*") and quality > 0]
    # max() keeps the first of equals, and the order in the header is the reader's preference.
    best, _ = max(ours, key=lambda ranged: ranged[1], default=("zh", 1.0))
    return "en" if best == "en" else "zh"


def _said(values: dict[str, object], language: Language) -> dict[str, object]:
    return {
        name: value.say(language) if isinstance(value, Text) else value
        for name, value in values.items()
    }


def _language_range(part: str) -> tuple[str, float]:
    tag, _, parameters = part.partition(";")
    return tag.strip().lower().split("-")[0], _quality(parameters)


def _quality(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if not name.strip():
        return 1.0
    try:
        quality = float(value) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0
