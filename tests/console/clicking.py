"""What the walks through the console have in common: buttons, and lists to choose from."""

from playwright.async_api import Locator, Page

from console.visiting import Visit


def button(within: Visit | Locator, name: str) -> Locator:
    place: Page | Locator = within.page if isinstance(within, Visit) else within
    return place.get_by_role("button", name=name, exact=True)


async def choose(visit: Visit, within: Locator, label: str, option: str) -> None:
    """In a list to choose from, by its label."""
    await within.get_by_label(label, exact=True).click()
    await visit.page.keyboard.type(option)  # a long list shows its first lines only
    await (
        visit.page.locator(".ant-select-dropdown:visible").get_by_title(option, exact=True).click()
    )
