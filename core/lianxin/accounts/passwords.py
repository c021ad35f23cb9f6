"""Hashing passwords: slow on purpose, so in few threads and with a short queue."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lianxin.accounts.errors import SignInBusy
from lianxin.accounts.password_rules import LONGEST, normal

THREADS = 2
WAITING = 32
R = TypeVar("R")


class Passwords:
    """Argon2id. Above the queue's length it raises SignInBusy: the rest has to go on."""

    def __init__(
        self, hasher: PasswordHasher | None = None, threads: int = THREADS, waiting: int = WAITING
    ) -> None:
        self._hasher = hasher or PasswordHasher()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="lianxin-passwords")
        self._slots = BoundedSemaphore(threads + waiting)
        self._nobodys: str | None = None

    async def hashed(self, password: str) -> str:
        return await self._run(lambda: self._hasher.hash(normal(password)))

    async def fits(self, stored: str | None, password: str) -> bool:
        """Whether it is the password; where there is none, the answer takes as long."""
        if self._nobodys is None:
            self._nobodys = await self.hashed(secrets.token_urlsafe())
        wanted = stored or self._nobodys
        given = normal(password[: LONGEST + 1])
        return await self._run(lambda: self._verify(wanted, given)) and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether it was hashed with less effort than is made today."""
        return self._hasher.check_needs_rehash(stored)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], R]) -> R:
        if not self._slots.acquire(blocking=False):
            raise SignInBusy
        job = self._pool.submit(work)
        # A slot is free when the work is done, not when somebody stops waiting for it.
        job.add_done_callback(lambda _: self._slots.release())
        return await asyncio.wrap_future(job)


PASSWORDS = Passwords()
"""Of this process; its threads begin with the first password."""
