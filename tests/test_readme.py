"""The README's query gives the README's answer."""

import re
from pathlib import Path

import orjson
import pytest

from factories.asking import ask
from lianxin.localities import Locality

README = (Path(__file__).parents[1] / "README.md").read_text()


@pytest.mark.modules("zoucheng.opinions")
async def test_the_query_of_the_readme_gives_its_answer(locality: Locality) -> None:
    (query,) = re.findall(r"```graphql\n(.*?)```", README, re.DOTALL)
    (answer,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    found = await ask(locality, query, role="public")
    assert found["data"] == orjson.loads(answer)["data"]
