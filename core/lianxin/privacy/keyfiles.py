"""Keys in files that only their owner reads: the default for SQLite and demonstrations."""

import contextlib
import fcntl
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from lianxin.privacy.ciphers import CipherName, DigestName
from lianxin.privacy.errors import MasterKeyExposed, MasterKeyLost, MasterKeyMissing
from lianxin.privacy.keys import Keyring, MasterKey, WrappedKey
from lianxin.privacy.sealing import Sealer

MASTER_KEY_VARIABLE = "LIANXIN_MASTER_KEY"
_MASTER_FILE = "master.key"
_LOCALITY_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def master_key(
    environ: Mapping[str, str] = os.environ, folder: Path | None = None, *, make: bool = True
) -> MasterKey:
    """From the environment; else from the folder, where it is made on first use.

    Without a folder, as in production, an unset variable raises MasterKeyMissing; so does a file
    that is not there where none may be made.
    """
    if text := environ.get(MASTER_KEY_VARIABLE, "").strip():
        return MasterKey.parse(text)
    if folder is None:
        raise MasterKeyMissing
    path = folder / _MASTER_FILE
    with _locked(folder):
        if not path.exists():
            if not make:
                raise MasterKeyLost(str(path))
            _write_privately(path, MasterKey.generate().text())
    if path.stat().st_mode & 0o077:
        raise MasterKeyExposed(str(path))
    return MasterKey.parse(path.read_text("ascii"))


def renew_master_file(folder: Path, master: MasterKey) -> None:
    """Put another master key where one stands in a file; where none does, nothing is written."""
    path = folder / _MASTER_FILE
    with _locked(folder):
        if path.exists():
            _write_privately(path, master.text())


def local_sealer(
    locality: str,
    folder: Path,
    environ: Mapping[str, str] = os.environ,
    cipher: CipherName = "AES-256-GCM",
    digest: DigestName = "SHA-256",
) -> Sealer:
    """The sealer of a locality whose keys stand in the folder, made on first use."""
    master = master_key(environ, folder)
    store = KeyFiles(folder)
    return Sealer(store.open(locality, master, lambda: _new(master, locality, cipher, digest)))


class KeyFiles:
    """One file of wrapped keys for each locality, mode 0600 in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, locality: str, master: MasterKey, new: Callable[[], Keyring]) -> Keyring:
        """The stored ring, or a new one; two processes that come at once get the same."""
        path = self._path(locality)
        with _locked(self._folder):
            if not path.exists():
                self._save(new())
        records = json.loads(path.read_text("utf-8"))
        return Keyring(master, locality, [WrappedKey(**record) for record in records])

    def save(self, ring: Keyring) -> None:
        """Store a ring after a rotation, or under another master key."""
        with _locked(self._folder):
            self._save(ring)

    def destroy(self, locality: str) -> None:
        """Erase a locality's keys: whatever they sealed, in backups too, can never be read."""
        path = self._path(locality)
        with _locked(self._folder), contextlib.suppress(FileNotFoundError):
            size = path.stat().st_size
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(size))
                os.fsync(file.fileno())
            path.unlink()

    def _save(self, ring: Keyring) -> None:
        text = json.dumps([asdict(record) for record in ring.records], indent=1)
        _write_privately(self._path(ring.locality), text)

    def _path(self, locality: str) -> Path:
        if not _LOCALITY_KEY.fullmatch(locality):
            raise ValueError(f"{locality!r} is not the key of a locality")
        return self._folder / f"{locality}.keys.json"


def _new(master: MasterKey, locality: str, cipher: CipherName, digest: DigestName) -> Keyring:
    return Keyring.create(master, locality, cipher, digest)


def _write_privately(path: Path, text: str) -> None:
    """Whole or not at all, and never readable to others, not even for a moment."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
