"""What is counted: days, times, households … and how numbers of them are said."""

from lianxin.language import Text
from lianxin.rules.words import Terms
from lianxin.rules.workflow import Term

DAY = Term("day", Text("天", "days"))
TIME = Term("time", Text("次", "times"))
HOUR = Term("hour", Text("小时", "hours"))
ITEM = Term("item", Text("项", "items"))
LINK = Term("link", Text("个联系点", "links"))
HOUSEHOLD = Term("household", Text("户", "households"))
PERSON = Term("person", Text("人", "people"))
REPORT = Term("report", Text("份", "reports"))
PERCENT = Term("percent", Text("%", "%"))
YEAR = Term("year", Text("年", "years"))

MEASURES = {
    m.code: m for m in (DAY, TIME, HOUR, ITEM, LINK, HOUSEHOLD, PERSON, REPORT, PERCENT, YEAR)
}


def measure_text(code: str, terms: Terms | None = None) -> Text:
    """How `Standing.unit_of_measure` is said; a module's own measures are its terms `measure`."""
    known = (terms or {}).get("measure", {}).get(code) or MEASURES.get(code)
    return known.label if known else Text(code, code)


def plain(number: float) -> str:
    """`3`, `3.5`, `1.25`: no digit that says nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def amount(number: float, measure: Text) -> Text:
    """「3 天」, "3 days"; "1 day"."""
    said = plain(number)
    if measure.zh == "%":
        return Text(f"{said}%", f"{said}%")
    singular = number == 1 and measure.en.endswith("s")
    return Text(f"{said} {measure.zh}", f"{said} {measure.en[:-1] if singular else measure.en}")
