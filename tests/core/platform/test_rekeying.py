"""Keys are renewed, and nothing that they sealed is lost."""

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from factories.platforms import Add
from lianxin.commands.contact import Contact, columns_of, unsealed
from lianxin.localities import Locality
from lianxin.platform import Platform, rekeying
from lianxin.platform.keystore import KeyStore
from lianxin.platform.rekeying import rekey
from lianxin.platform.rewrapping import rewrap
from lianxin.privacy.errors import MasterKeyWrong, UnknownKey
from lianxin.privacy.keys import MasterKey
from lianxin.tables import AuditEntry, Person
from lianxin.tables.base import SEALED
from lianxin.webhooks.secrets import hook_secret, new_hook_secret

PEOPLE = select(col(Person.id), col(Person.sealed)).order_by(col(Person.id))
KEYS = "locality.rekey"


async def filled(platform: Platform, add: Add, people: int = 5) -> Locality:
    await add("somewhere")
    locality = await platform.locality("somewhere")
    contacts = [Contact(name=f"孟{n}") for n in range(people)]
    async with locality.database.writing() as tx:
        await tx.add(*(Person(**columns_of(each, locality.sealer)) for each in contacts))
    return locality


async def names(locality: Locality) -> set[str | None]:
    rows = await locality.database.all(PEOPLE)
    return {unsealed(row.sealed, locality.sealer).name for row in rows}


async def keys_in_use(locality: Locality) -> set[str]:
    return {row.sealed.split(":")[1] for row in await locality.database.all(PEOPLE)}


async def test_everything_is_sealed_again_and_reads_the_same(platform: Platform, add: Add) -> None:
    locality = await filled(platform, add)
    secret, before = await new_hook_secret(locality, "phone"), locality.sealer
    (old,) = await keys_in_use(locality)
    rekeyed = await rekey(platform, "somewhere", settle_seconds=0)
    assert (rekeyed.values, rekeyed.forgotten) == (6, ())
    assert old not in await keys_in_use(locality)
    assert await names(locality) == {f"孟{n}" for n in range(5)}
    assert await hook_secret(locality, "phone") == secret
    assert locality.sealer.blind_index("139", "x") == before.blind_index("139", "x")
    audited = select(func.count().label("n")).where(col(AuditEntry.action) == KEYS)
    assert (await locality.database.first(audited)).n == 1


async def test_what_was_stopped_goes_on_where_it_stopped(
    platform: Platform, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    locality = await filled(platform, add)
    monkeypatch.setattr(rekeying, "BATCH", 2)

    def stop(table: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rekey(platform, "somewhere", stop, settle_seconds=0)
    assert len(await keys_in_use(locality)) == 2
    assert await names(locality) == {f"孟{n}" for n in range(5)}
    told: list[int] = []
    tell = lambda table, done, total: told.append(done)  # noqa: E731
    assert (await rekey(platform, "somewhere", tell, settle_seconds=0)).values == 3
    assert told == [2, 3]
    assert len(await keys_in_use(locality)) == 1


async def test_old_keys_are_given_up_only_where_that_is_asked_for(
    platform: Platform, add: Add
) -> None:
    locality = await filled(platform, add, people=1)
    [backup] = await locality.database.all(PEOPLE)
    await rekey(platform, "somewhere", settle_seconds=0)
    assert unsealed(backup.sealed, locality.sealer).name == "孟0"
    rekeyed = await rekey(platform, "somewhere", forget_old=True, settle_seconds=0)
    assert len(rekeyed.forgotten) == 2
    assert await names(locality) == {"孟0"}
    with pytest.raises(UnknownKey):
        unsealed(backup.sealed, locality.sealer)


def test_every_sealed_column_is_marked() -> None:
    named = {
        f"{table.name}.{column.name}": column.info.get(SEALED)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name == "sealed"
    }
    assert named
    assert None not in named.values()


async def test_another_master_key_opens_what_the_one_before_did(
    platform: Platform, add: Add
) -> None:
    locality, new = await filled(platform, add), MasterKey.generate()
    counts = [await rewrap(platform, new), await rewrap(platform, new)]
    anew = await KeyStore(platform.database, new).sealer("somewhere")
    rows = await locality.database.all(PEOPLE)
    assert counts == [2, 0]
    assert {unsealed(row.sealed, anew).name for row in rows} == {f"孟{n}" for n in range(5)}
    with pytest.raises(MasterKeyWrong):
        await platform.keys.sealer("somewhere")
