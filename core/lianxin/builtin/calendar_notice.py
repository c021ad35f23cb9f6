"""Built-in plugin: working days as the State Council's yearly notices put them."""

from collections.abc import Sequence

from lianxin.calendar.notice import notice_days
from lianxin.language import Text
from lianxin.plugins.contributions import CalendarSource
from lianxin.plugins.hookspecs import hookimpl


@hookimpl
def lianxin_calendars() -> Sequence[CalendarSource]:
    name = Text("国务院办公厅节假日安排通知", "The State Council's yearly notices")
    return [CalendarSource(key="notice", name=name, days=notice_days)]
