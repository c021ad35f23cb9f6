"""The query in the plugin's README answers as it says there."""

import re
from pathlib import Path

import orjson
import pytest

import lianxin_zoucheng
from factories import make_appointment, make_unit
from factories.asking import data
from lianxin.localities import Locality

pytestmark = pytest.mark.modules("zoucheng.villages")

README = Path(lianxin_zoucheng.__file__).with_name("README.md").read_text("utf-8")


async def test_the_query_on_villages_answers_as_it_stands_there(locality: Locality) -> None:
    blocks = re.search(r"```graphql\n(.+?)```\n```json\n(.+?)```", README, re.S)
    assert blocks is not None
    town = await make_unit(locality, "大束镇", kind="town")
    whole, lacking = [await make_unit(locality, n, parent=town) for n in ("后柳村", "前柳村")]
    for post in ("first_secretary", "livelihood_agent", "liaison_police"):
        await make_appointment(locality, whole, post)
        if post != "liaison_police":
            await make_appointment(locality, lacking, post)
    assert await data(locality, blocks[1]) == orjson.loads(blocks[2])
