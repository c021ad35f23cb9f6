"""The sealer of the test locality: keys made for this run, kept in memory only."""

from lianxin.privacy import Keyring, MasterKey, Sealer


def a_sealer() -> Sealer:
    return Sealer(Keyring.create(MasterKey.generate(), "test"))
