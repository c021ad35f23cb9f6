"""A limit that was passed: its code, both figures, and what to do about it."""

from dataclasses import dataclass
from typing import Final

from lianxin.language import Text

_TEXTS: Final[dict[str, Text]] = {
    "QUERY_TOO_LONG": Text(
        "文档超过 {limit} 个词元，请拆分成几个操作",
        "The document has more than {limit} tokens; split it into several operations",
    ),
    "TOO_MANY_OPERATIONS": Text(
        "文档含 {found} 个操作，最多 {limit} 个，请分别发送",
        "The document has {found} operations, at most {limit} are allowed; send them apart",
    ),
    "QUERY_TOO_DEEP": Text(
        "操作嵌套 {found} 层，最多 {limit} 层，请减少嵌套",
        "The operation is {found} levels deep, at most {limit} are allowed; nest less",
    ),
    "QUERY_TOO_LARGE": Text(
        "操作展开后有 {found} 个字段，最多 {limit} 个，请少选字段",
        "The operation expands to {found} fields, at most {limit} are allowed; select fewer",
    ),
    "TOO_MANY_ALIASES": Text(
        "操作用了 {found} 个别名，最多 {limit} 个，请改用列表字段",
        "The operation uses {found} aliases, at most {limit} are allowed; ask for a list instead",
    ),
    "TOO_MANY_DIRECTIVES": Text(
        "操作用了 {found} 个指令，最多 {limit} 个",
        "The operation uses {found} directives, at most {limit} are allowed",
    ),
    "TOO_MANY_ROOT_FIELDS": Text(
        "操作有 {found} 个根字段，最多 {limit} 个，请拆分",
        "The operation has {found} root fields, at most {limit} are allowed; split it",
    ),
    "TOO_MANY_MUTATIONS": Text(
        "操作含 {found} 个变更，最多 {limit} 个，请分几次发送",
        "The operation has {found} mutations, at most {limit} are allowed; send them one by one",
    ),
    "QUERY_TOO_COSTLY": Text(
        "操作可能取回 {found} 个对象，最多 {limit} 个，请减小 first 或嵌套列表",
        "The operation may fetch {found} objects, at most {limit} are allowed; "
        "ask for smaller pages or fewer nested lists",
    ),
    "PAGE_TOO_LARGE": Text(
        "first/last 为 {found}，最多 {limit}，请分页读取",
        "first/last is {found}, at most {limit} is allowed; read page by page",
    ),
    "FRAGMENT_CYCLE": Text(
        "片段互相引用成环，请去掉循环引用",
        "Fragments spread each other in a circle; remove the circular spread",
    ),
}

# Expanded counts grow exponentially with the document: a figure of hundreds of digits helps nobody.
_SAYABLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Excess:
    """`limit` and `found` are counts of what the code names (see `Limits`)."""

    code: str
    limit: int
    found: int

    @property
    def message(self) -> Text:
        found = str(self.found) if self.found <= _SAYABLE else f">{_SAYABLE}"
        return _TEXTS[self.code].format(limit=self.limit, found=found)
