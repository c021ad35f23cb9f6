"""What one operation may ask for (security.md §3): figures from LIANXIN_LIMIT_… variables."""

from typing import Annotated, ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from lianxin.environment import Variables

Count = Annotated[int, Field(ge=1)]


class Limits(Variables):
    """Counts are of the expanded operation: a fragment counts once for each spread."""

    model_config = SettingsConfigDict(env_prefix="LIANXIN_LIMIT_")

    tokens: Count = 1000
    operations: Count = 10
    depth: Count = 12
    fields: Count = 2000
    aliases: Count = 15
    directives: Count = 30
    root_fields: Count = 20
    mutations: Count = 4
    cost: Count = 5000
    #: What a list that is no connection counts for; such lists are short by contract.
    list_size: Count = 2

    #: Of the contract, so not to be set.
    first_max: ClassVar[int] = 100
    page_default: ClassVar[int] = 20
