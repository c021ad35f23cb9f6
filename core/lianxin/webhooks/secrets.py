"""The secrets with which channels sign what they deliver: one a channel, sealed in the locality."""

import base64
import secrets

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.localities import Locality
from lianxin.tables import LocalityFact
from lianxin.webhooks.signing import PREFIX

HOOK_SECRET = "core_locality_fact.hook"
HOOK_SECRETS = "hook."
_SECRET = select(col(LocalityFact.value)).where(col(LocalityFact.name) == bindparam("name"))


async def hook_secret(locality: Locality, channel: str) -> str | None:
    """None for a channel that nobody gave a secret: it takes nothing in."""
    row = await locality.database.first(_SECRET, name=_name(channel))
    return locality.sealer.unseal(row.value, HOOK_SECRET) if row else None


async def new_hook_secret(locality: Locality, channel: str) -> str:
    """A new secret; what is signed with the old one is refused from now on."""
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    sealed, name = locality.sealer.seal(secret, HOOK_SECRET), _name(channel)
    async with locality.database.writing() as tx:
        if not await tx.change(LocalityFact, col(LocalityFact.name) == name, value=sealed):
            await tx.add(LocalityFact(name=name, value=sealed))
    return secret


def _name(channel: str) -> str:
    return f"{HOOK_SECRETS}{channel}"
