"""Finding what was written: every word asked for stands in the text, wherever in a word it is."""

from lianxin.search.tokens import asked_grams, asked_phrases, search_tokens

__all__ = ["asked_grams", "asked_phrases", "search_tokens"]
