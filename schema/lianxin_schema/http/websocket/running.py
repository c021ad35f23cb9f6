"""The operations under way on one socket, each a task of its own."""

import asyncio
import time

import orjson

from lianxin.errors import LianxinError
from lianxin.patience import within
from lianxin_schema.http import log
from lianxin_schema.http.gateway import (
    SUBSCRIPTION_NEEDS_STREAM,
    Answer,
    Caller,
    Gateway,
    Operation,
)
from lianxin_schema.http.refusals import errors_of, refusal
from lianxin_schema.http.settings import HttpSettings
from lianxin_schema.http.tasks import closing
from lianxin_schema.http.websocket.outbox import Outbox


class Running:
    def __init__(
        self, gateway: Gateway, settings: HttpSettings, locality: str, outbox: Outbox
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._locality = locality
        self._outbox = outbox
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._started = 0

    def __contains__(self, id_: str) -> bool:
        return id_ in self._tasks

    def __len__(self) -> int:
        return len(self._tasks)

    def next_number(self) -> int:
        self._started += 1
        return self._started

    def start(self, id_: str, operation: Operation, caller: Caller) -> None:
        self._tasks[id_] = asyncio.create_task(self._run(id_, operation, caller))

    def end(self, id_: str) -> None:
        """What the client completes is silent from now on; unknown ids ended a moment ago."""
        task = self._tasks.pop(id_, None)
        if task is not None:
            task.cancel()

    async def stop(self) -> None:
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, id_: str, operation: Operation, caller: Caller) -> None:
        began = time.perf_counter()
        answer: Answer | None = None
        try:
            answer = await self._answer(operation, caller)
            await self._tell(id_, operation, caller, answer)
        except LianxinError as error:
            await self._refuse(id_, error, caller)
        except Exception as error:
            log.failure(caller.request_id, log.SOCKET, error)
            await self._refuse(id_, refusal("INTERNAL_ERROR", caller.request_id), caller)
        finally:
            if self._settings.access_log:
                log.operation(caller.request_id, answer, time.perf_counter() - began)

    async def _answer(self, operation: Operation, caller: Caller) -> Answer:
        asked = self._gateway.answer(self._locality, operation, caller)
        try:
            return await within(self._settings.request_seconds, asked)
        except TimeoutError:
            raise refusal("REQUEST_TOO_SLOW") from None

    async def _tell(self, id_: str, operation: Operation, caller: Caller, answer: Answer) -> None:
        if answer.executed:
            await self._outbox.next(id_, answer.body)
        elif answer.code == SUBSCRIPTION_NEEDS_STREAM:
            events = self._gateway.subscribe(self._locality, operation, caller)
            async with closing(events):
                async for body in events:
                    await self._outbox.next(id_, body)
        else:
            self._forget(id_)
            await self._outbox.error(id_, orjson.loads(answer.body)["errors"])
            return
        # Forgotten first: whoever reads `complete` may use the id again at once.
        self._forget(id_)
        await self._outbox.complete(id_)

    async def _refuse(self, id_: str, error: LianxinError, caller: Caller) -> None:
        self._forget(id_)
        await self._outbox.error(id_, errors_of(error, caller.language, caller.request_id))

    def _forget(self, id_: str) -> None:
        """Only what is still this task's own: a client may have completed and begun anew."""
        if self._tasks.get(id_) is asyncio.current_task():
            del self._tasks[id_]
