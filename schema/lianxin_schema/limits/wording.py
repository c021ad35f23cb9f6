"""graphql-core tells in English what is wrong with an operation; here it is said in Chinese."""

import re
from typing import Final

from lianxin.language import Text

# Each pattern is looked for at the start of what is left; what it captures goes into the Chinese.
_PHRASES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"Cannot query field '(.+)' on type '(.+)'\.",
        "类型 {1} 没有字段 {0}，请对照接口文档检查拼写",
    ),
    (r"Unknown argument '(.+)' on field '(.+)'\.", "字段 {1} 没有参数 {0}，请对照接口文档检查"),
    (r"Unknown argument '(.+)' on directive '(.+)'\.", "指令 {1} 没有参数 {0}，请去掉"),
    (r"Unknown directive '(.+)'\.", "没有指令 {0}，请去掉"),
    (r"Unknown fragment '(.+)'\.", "没有定义片段 {0}，请一并发送"),
    (r"Unknown type '(.+)'\.", "没有类型 {0}，请对照接口文档检查拼写"),
    (r"Directive '(.+)' may not be used on (.+)\.", "指令 {0} 不能用在这里（{1}）"),
    (r"The directive '(.+)' can only be used once.*", "指令 {0} 在此处只能用一次"),
    (r"Field '(.+)' of type '(.+)' must have a selection.*", "字段 {0} 是 {1}，请写明要取的子字段"),
    (r"Field '(.+)' must not have a selection.*", "字段 {0} 没有子字段，请去掉其后的花括号"),
    (r"Variable '(.+)' is not defined.*", "变量 {0} 没有声明，请写在操作名之后"),
    (r"Variable '(.+)' is never used.*", "变量 {0} 没有用到，请去掉"),
    (r"Variable '(.+)' cannot be non-input type '(.+)'\.", "变量 {0} 不能是 {1}，请用输入类型"),
    (
        r"Variable '(.+)' of type '(.+)' used in position expecting type '(.+)'\.",
        "变量 {0} 的类型是 {1}，此处要求 {2}，请改正声明",
    ),
    (r"Variable '(.+?)' has invalid value(?: at (.+?))?: ", "变量 {0}{1} 的值不对："),
    (r"Fragment '(.+)' is never used\.", "片段 {0} 没有用到，请去掉"),
    (r"Fragment '(.+)' cannot be spread here.*", "片段 {0} 的类型在此处不可能出现，请检查"),
    (r"Fragment cannot be spread here.*", "这个片段的类型在此处不可能出现，请检查"),
    (r"Fragment (?:'(.+)' )?cannot condition.*'(.+)'\.", "片段不能以 {1} 为类型，请用对象类型"),
    (r"Cannot spread fragment '(.+)' within itself.*", "片段 {0} 引用了自身，请去掉循环引用"),
    (
        r"Argument '(.+)' of type '(.+)' is required, but it was not provided\.",
        "缺少参数 {0}（{1}），请填写",
    ),
    (r"Fields '(.+?)' conflict because.*", "字段 {0} 有两种含义，请用别名区分"),
    (r"There can be only one (?:.+) named '(.+)'\.", "{0} 重复了，请只留一个"),
    (r"This anonymous operation must be.*", "有多个操作时每个都须有名称"),
    (r".+ must select only one top level field\.", "一个订阅只能有一个根字段，请分开订阅"),
    (r"The .+ definition is not executable\.", "文档只能含操作和片段，请去掉类型定义"),
    (
        r"Expected value of type '(.+)' not to include unknown field '(.+?)'.*",
        "{0} 没有字段 {1}，请去掉或检查拼写",
    ),
    (
        r"Expected value of type '(.+)' to include required field '(.+?)'.*",
        "{0} 缺少必填字段 {1}，请填写",
    ),
    (r"Expected value of type '(.+)' to be an object.*", "{0} 应为对象"),
    (r"Expected (?:a )?value of non-null type '(.+)'.*", "{0} 必填，不能为空"),
    (r"Value '(.+)' does not exist in '(.+)' enum\.", "{1} 没有 {0}，请对照接口文档选择"),
    (r"Enum '(.+)' cannot represent (?:.+?): (.+?)\.?$", "{1} 不是 {0} 的可选项"),
    (r"Int cannot represent non 32-bit.*?: (.+)", "整数 {0} 超出 32 位"),
    (r"Int cannot represent .*?: (.+)", "应为整数，而不是 {0}"),
    (r"Float cannot represent .*?: (.+)", "应为数字，而不是 {0}"),
    (r"String cannot represent .*?: (.+)", "应为字符串，而不是 {0}"),
    (r"Boolean cannot represent .*?: (.+)", "应为 true 或 false，而不是 {0}"),
    (r"ID cannot represent .*?: (.+)", "应为 ID（字符串），而不是 {0}"),
    (r"Expected (?:value of type|type) '(.+?)'.*?; ", "类型 {0} 的值不对："),
    (r"DateTime: .+ expected", "应为时间，如 2026-10-12T09:30:00+08:00"),
    (r"DateTime: a time zone is needed.*", "时间须带时区，如 +08:00"),
    (r"Date: .+ expected", "应为日期，如 2026-10-12"),
    (r"Unexpected (.+)\.", "此处不应有 {0}"),
    (r"Expected (.+), found (.+)\.", "此处应为 {0}，而不是 {1}"),
    (r"Unterminated string\.", "字符串没有结束，请补上引号"),
    (r"Invalid number, .*", "数字写法不对"),
    (r"Invalid character escape sequence: (.+)\.", "字符串中不能写 {0}，请去掉或改写"),
)
_KNOWN: Final = tuple((re.compile(pattern, re.DOTALL), zh) for pattern, zh in _PHRASES)


def worded(english: str) -> Text:
    """A message of graphql-core in both languages; one that is not known keeps its English
    behind a Chinese beginning."""
    return Text(_chinese(english), english)


def _chinese(english: str) -> str:
    said, left = "", english
    while left:
        for pattern, zh in _KNOWN:
            if found := pattern.match(left):
                said += zh.format(*(group or "" for group in found.groups()))
                left = left[found.end() :]
                break
        else:
            return said + left if said else f"请求有误，请对照接口文档改正：{left}"
    return said
