"""What a channel delivers to a locality, signed as it should be."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import orjson

from lianxin.localities import Locality
from lianxin.plugins.manager import Installed, load_plugins
from lianxin.webhooks.secrets import hook_secret, new_hook_secret
from lianxin.webhooks.signing import sign
from lianxin_schema.gateway.hooks import take_in


async def deliver(
    locality: Locality, channel: str, /, **document: Any
) -> tuple[int, dict[str, Any]]:
    """The status and what the sender is told."""
    secret = await hook_secret(locality, channel) or await new_hook_secret(locality, channel)
    body = orjson.dumps(document)
    headers = sign(secret, "m-1", locality.clock.now(), body)
    platform: Any = SimpleNamespace(installed=_installed())
    answer = await take_in(platform, locality, channel, headers, body)
    return answer.status, orjson.loads(answer.body)


@cache
def _installed() -> Installed:
    return load_plugins()
