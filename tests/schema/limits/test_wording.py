"""What graphql-core tells in English is told in Chinese."""

import re

import pytest
from graphql import GraphQLError, build_schema, parse, specified_rules, validate
from graphql.execution import get_variable_values

from lianxin_schema.limits.wording import worded

SCHEMA = build_schema("""
  enum Phase { NEW DONE } input Filter { phase: Phase, least: Int! = 1, words: [String!], who: ID! }
  type Case { id: ID! case: Case } type Other { id: ID! }
  type Query { case(code: String!): Case cases(filter: Filter, first: Int, open: Boolean): [Case] }
  type Mutation { a: Int } type Subscription { a: Int b: Int }
""")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{ nope }", "类型 Query 没有字段 nope"),
        ("{ cases }", "字段 cases 是 [Case]，请写明要取的子字段"),
        ("{ cases { id { x } } }", "字段 id 没有子字段"),
        ("{ cases(q: 1) { id } }", "字段 Query.cases 没有参数 q"),
        ("{ case { id } }", "缺少参数 Query.case(code:)（String!），请填写"),
        ("{ case(code: 1) { id } }", "应为字符串，而不是 1"),
        ("{ cases(first: 99999999999) { id } }", "整数 99999999999 超出 32 位"),
        ("{ cases(filter: 3) { id } }", "Filter 应为对象"),
        ('{ cases(filter: {who: "x", phase: OLD}) { id } }', "Phase 没有 OLD"),
        ("{ cases(filter: {phase: NEW}) { id } }", "Filter 缺少必填字段 who"),
        ('{ cases(filter: {who: "x", no: 1}) { id } }', "Filter 没有字段 no"),
        ("{ cases @no { id } }", "没有指令 @no"),
        ("{ ...F }", "没有定义片段 F"),
        ("{ cases { ... on Other { id } } }", "这个片段的类型在此处不可能出现"),
        ("fragment F on Case { ...F } { cases { ...F } }", "片段 F 引用了自身"),
        ("fragment F on Case { id } { cases { id } }", "片段 F 没有用到"),
        ("query ($x: Int) { cases { id } }", "变量 $x 没有用到"),
        ("query Q { case(code: $x) { id } }", "变量 $x 没有声明"),
        ("query ($x: Int!) { case(code: $x) { id } }", "变量 $x 的类型是 Int!，此处要求 String!"),
        ("query A { cases { id } } query A { cases { id } }", "A 重复了"),
        ("query A { cases { id } } { cases { id } }", "有多个操作时每个都须有名称"),
        ("{ cases { id: case { id } id } }", "字段 id 有两种含义"),
        ("subscription { a b }", "一个订阅只能有一个根字段"),
        ("type X { a: Int }", "文档只能含操作和片段"),
        ("{", "此处应为 Name，而不是 <EOF>"),
        ('{ cases(a: "x', "字符串没有结束"),
    ],
)
def test_what_is_wrong_with_a_document_is_said_in_chinese(document: str, said: str) -> None:
    told = [worded(message.removeprefix("Syntax Error: ")) for message in _objections(document)]
    assert any(said in text.zh for text in told)
    assert not [text.zh for text in told if re.search(r"[A-Za-z]{3,} [a-z]{2,} ", text.zh)]


def _objections(document: str) -> list[str]:
    try:
        found = validate(SCHEMA, parse(document), specified_rules, hide_suggestions=True)
    except GraphQLError as error:
        found = [error]
    return [error.message for error in found]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "变量 $f 的值不对：Filter! 必填，不能为空"),
        ({"f": None}, "变量 $f 的值不对：Filter! 必填，不能为空"),
        ({"f": {"who": 1.5}}, "变量 $f.who 的值不对：应为 ID（字符串），而不是 1.5"),
        ({"f": {"who": "x", "least": "a"}}, "变量 $f.least 的值不对：应为整数，而不是 'a'"),
        ({"f": {"who": "x", "phase": 3}}, "变量 $f.phase 的值不对：3 不是 Phase 的可选项"),
        ({"f": {"who": "x", "words": [None]}}, "变量 $f.words[0] 的值不对：String! 必填，不能为空"),
    ],
)
def test_what_is_wrong_with_a_variable_is_said_in_chinese(
    given: dict[str, object], said: str
) -> None:
    document = parse("query ($f: Filter!) { cases(filter: $f) { id } }").definitions[0]
    found = get_variable_values(SCHEMA, document.variable_definitions, given)  # type: ignore[attr-defined]
    assert isinstance(found, list)
    assert [worded(error.message).zh for error in found] == [said]


def test_a_message_nobody_knows_keeps_its_english_behind_a_chinese_lead() -> None:
    assert worded("Odd.").zh == "请求有误，请对照接口文档改正：Odd."
