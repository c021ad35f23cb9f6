"""What one operation may ask for: the figures, all settings (security.md §3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts are of the expanded operation: a fragment counts once for each spread."""

    tokens: int = 1000
    operations: int = 10
    depth: int = 12
    fields: int = 2000
    aliases: int = 15
    directives: int = 30
    root_fields: int = 20
    mutations: int = 4
    cost: int = 5000
    first_max: int = 100
    page_default: int = 20
    #: What a list that is no connection counts for; such lists are short by contract.
    list_size: int = 2
