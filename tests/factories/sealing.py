"""The keys of the test localities: made once, kept nowhere."""

from functools import cache

from lianxin.privacy.keys import Keyring, MasterKey
from lianxin.privacy.sealing import Sealer


@cache
def a_sealer(locality: str = "testing") -> Sealer:
    return Sealer(Keyring.create(MasterKey.generate(), locality))
