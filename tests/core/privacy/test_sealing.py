"""What is sealed opens only with its key, unaltered, in its place; destroyed keys end it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.privacy import (
    BrokenSeal,
    CipherName,
    DigestName,
    Keyring,
    MasterKey,
    MasterKeyWrong,
    Sealer,
    UnknownKey,
)

MASTER = MasterKey(bytes(range(32)))
CIPHERS: list[CipherName] = ["AES-256-GCM", "SM4-GCM"]
DIGESTS: list[DigestName] = ["SHA-256", "SM3"]


@pytest.fixture(params=CIPHERS)
def sealer(request: pytest.FixtureRequest) -> Sealer:
    digest: DigestName = "SM3" if request.param == "SM4-GCM" else "SHA-256"
    return Sealer(Keyring.create(MASTER, "a", request.param, digest))


AES = Sealer(Keyring.create(MASTER, "a"))


@given(st.text(), st.text(max_size=20))
def test_whatever_is_sealed_opens_again(plain: str, about: str) -> None:
    assert AES.unseal(AES.seal(plain, about), about) == plain


def test_the_same_value_is_sealed_differently_each_time(sealer: Sealer) -> None:
    sealed = {sealer.seal("13900001234") for _ in range(20)}
    assert len(sealed) == 20
    assert not any("139" in text and text.isdigit() for text in sealed)
    assert all(sealer.unseal(text) == "13900001234" for text in sealed)


def test_a_record_is_sealed_as_one(sealer: Sealer) -> None:
    record = {"name": "张三", "phone": "+8613900001234", "address": None}
    assert sealer.unseal_record(sealer.seal_record(record, "person"), "person") == record


def test_any_altered_byte_is_detected(sealer: Sealer) -> None:
    version, key_id, body = sealer.seal("张三", "name").split(":")
    plain = base64.urlsafe_b64decode(body)
    for place in range(len(plain)):
        altered = bytearray(plain)
        altered[place] ^= 1
        text = base64.urlsafe_b64encode(altered).decode()
        with pytest.raises(BrokenSeal):
            sealer.unseal(f"{version}:{key_id}:{text}", "name")


def test_a_value_moved_to_another_column_or_locality_does_not_open() -> None:
    sealed = AES.seal("张三", "name")
    with pytest.raises(BrokenSeal):
        AES.unseal(sealed, "phone")
    elsewhere = Sealer(Keyring.create(MASTER, "b"))
    with pytest.raises(UnknownKey):
        elsewhere.unseal(sealed, "name")


@pytest.mark.parametrize(
    "text", ["", "张三", "s1:", "s1:abc", "s2:a:b", "s1:{id}:!", "s1:{id}:AA=="]
)
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(BrokenSeal):
        AES.unseal(text.format(id=AES.keyring.current("seal").id))


def test_an_unknown_key_is_named_with_what_to_do() -> None:
    with pytest.raises(UnknownKey) as refused:
        AES.unseal("s1:0123456789ab:AAAA")
    assert refused.value.code == "KEY_UNKNOWN"
    assert "0123456789ab" in refused.value.message.zh
    assert "restore" in refused.value.message.en


def test_a_destroyed_key_makes_its_data_unreadable(sealer: Sealer) -> None:
    sealed = sealer.seal("张三")
    sealer.keyring.destroy()
    assert sealer.keyring.records == []
    for attempt in (lambda: sealer.unseal(sealed), lambda: sealer.seal("x")):
        with pytest.raises(UnknownKey):
            attempt()
    with pytest.raises(UnknownKey):
        sealer.blind_index("张三")


def test_after_a_rotation_old_values_open_and_new_ones_use_the_new_key(sealer: Sealer) -> None:
    old, index = sealer.seal("张三"), sealer.blind_index("张三")
    sealer.keyring.rotate("SM4-GCM")
    new = sealer.seal("张三")
    assert [sealer.is_current(sealed) for sealed in (old, new)] == [False, True]
    assert sealer.unseal(old) == sealer.unseal(new) == "张三"
    assert sealer.blind_index("张三") == index
    sealer.keyring.destroy(old.split(":")[1])
    with pytest.raises(UnknownKey):
        sealer.unseal(old)


def test_stored_keys_open_with_their_master_key_alone(sealer: Sealer) -> None:
    records = sealer.keyring.records
    again = Sealer(Keyring(MASTER, "a", records))
    assert again.unseal(sealer.seal("张三")) == "张三"
    assert again.blind_index("张三") == sealer.blind_index("张三")
    with pytest.raises(MasterKeyWrong) as refused:
        Keyring(MasterKey.generate(), "a", records)
    assert refused.value.code == "MASTER_KEY_WRONG"


def test_keys_move_to_another_master_key(sealer: Sealer) -> None:
    other = MasterKey.generate()
    records = sealer.keyring.rewrapped(other).records
    assert Sealer(Keyring(other, "a", records)).unseal(sealer.seal("张三")) == "张三"


def test_secrets_are_not_printed(sealer: Sealer) -> None:
    key = sealer.keyring.current("seal")
    printed = f"{MASTER!r} {key!r} {sealer!r} {sealer.keyring!r}"
    assert repr(MASTER.secret) not in printed
    assert repr(key.secret) not in printed


@pytest.mark.parametrize("digest", DIGESTS)
def test_an_index_finds_a_value_without_telling_it(digest: DigestName) -> None:
    ours = Sealer(Keyring.create(MASTER, "a", "AES-256-GCM", digest))
    theirs = Sealer(Keyring.create(MASTER, "b", "AES-256-GCM", digest))
    index = ours.blind_index("+8613900001234", "phone")
    assert index == ours.blind_index("+8613900001234", "phone")
    assert len(index) == 32
    assert index not in (
        ours.blind_index("+8613900001235", "phone"),
        ours.blind_index("+8613900001234", "id"),
        theirs.blind_index("+8613900001234", "phone"),
    )
