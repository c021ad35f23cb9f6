"""A town with a village, and how everybody stands once the sweep has looked."""

from typing import Any

from factories import make_unit
from factories.asking import data
from lianxin.localities import Locality
from lianxin.standings import refresh_standings
from lianxin.tables import Unit

STANDINGS = """query ($rule: [String!], $state: [StandingState!], $on: Date) {
  standings(filter: {rule: $rule, state: $state, on: $on}, first: 100) { edges { node {
    rule { code key } state required actual explanation
    subject { __typename ... on Unit { code } ... on Person { id } ... on Household { code }
              ... on Liaison { id } ... on Meeting { code } ... on Case { code } }
  } } } }"""


async def make_town(locality: Locality, villages: int = 1) -> tuple[Unit, list[Unit]]:
    town = await make_unit(locality, "大束镇", kind="town")
    return town, [await make_unit(locality, parent=town) for _ in range(villages)]


async def sweep(locality: Locality) -> None:
    """What the sweep does for standings."""
    async with locality.database.writing() as tx:
        await refresh_standings(tx, locality, locality.clock.now())


async def stands(locality: Locality, rule: str, **variables: Any) -> list[dict[str, Any]]:
    """The standings of a rule or clause, as GraphQL gives them after a sweep."""
    await sweep(locality)
    found = await data(locality, STANDINGS, rule=[rule], **variables)
    return [edge["node"] for edge in found["standings"]["edges"]]
