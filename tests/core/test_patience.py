"""What takes too long is ended, and nothing else is."""

import asyncio

import pytest

from lianxin.patience import within


async def test_what_is_in_time_is_given() -> None:
    assert await within(5, asyncio.sleep(0, "done")) == "done"


async def test_what_takes_too_long_is_ended() -> None:
    ended = asyncio.Event()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(TimeoutError):
        await within(0.01, endless())
    assert ended.is_set()


async def test_of_two_that_wait_only_the_late_one_is_ended() -> None:
    late = asyncio.create_task(within(0.01, asyncio.Event().wait()))
    patient = asyncio.create_task(within(60, asyncio.Event().wait()))
    await asyncio.wait({late})
    assert isinstance(late.exception(), TimeoutError)
    assert not patient.done()
    patient.cancel()


async def test_whoever_is_cancelled_by_others_is_not_late() -> None:
    task = asyncio.create_task(within(60, asyncio.Event().wait()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
