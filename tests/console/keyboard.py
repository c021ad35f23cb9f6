"""The console by keyboard alone: Tab until something is in focus, then the keys that work there."""

from typing import Final

from playwright.async_api import Locator

from console.visiting import Visit

MOST_TABS: Final = 80
MOST_OPTIONS: Final = 10
IS_IN_FOCUS: Final = "one => one === document.activeElement"
#: A radio button without an extent is drawn by what it stands in.
IS_SEEN: Final = """one => {
    const shown = one.matches("[type=radio]") ? one.parentElement : one;
    const { top, bottom, width } = shown.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight;
}"""


async def tab_to(visit: Visit, target: Locator, most: int = MOST_TABS) -> None:
    """Tab is pressed until it is in focus; at last it is to be seen that it is."""
    await target.first.wait_for(state="attached")
    for _ in range(most):
        await visit.page.keyboard.press("Tab")
        if await target.first.evaluate(IS_IN_FOCUS):
            break
    else:
        raise AssertionError(f"{target} is not reached in {most} tabs")
    assert await target.first.evaluate(IS_SEEN), f"{target} is in focus, but out of sight"


async def enter(visit: Visit, target: Locator, most: int = MOST_TABS) -> None:
    await tab_to(visit, target, most)
    await visit.page.keyboard.press("Enter")


async def write(visit: Visit, target: Locator, text: str) -> None:
    await tab_to(visit, target)
    await visit.page.keyboard.type(text)


async def choose(visit: Visit, target: Locator, option: str) -> None:
    """In a list to choose from: what is typed narrows it, Enter takes what is left."""
    await write(visit, target, option)
    await visit.page.locator(
        ".ant-select-dropdown:visible .ant-select-item-option-active"
    ).wait_for()
    await visit.page.keyboard.press("Enter")


async def pick(visit: Visit, target: Locator, option: str) -> None:
    """In a short list, by the arrows."""
    await tab_to(visit, target)
    active = visit.page.locator(".ant-select-dropdown:visible .ant-select-item-option-active")
    for _ in range(MOST_OPTIONS):
        await visit.page.keyboard.press("ArrowDown")
        await active.wait_for()
        if (await active.inner_text()).startswith(option):
            break
    await visit.page.keyboard.press("Enter")
