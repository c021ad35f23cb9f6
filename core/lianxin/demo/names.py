"""People who do not exist: names of plants and weather, numbers that no operator gives out."""

import re

from lianxin.demo.chance import Chance

SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_FIRST = "春夏秋冬晨暮晴雨霜露云雷风岚山川河溪泉麦禾谷豆桑麻竹松柏梅兰菊荷杏桃榆槐柳枫棠"
_SECOND = "生成茂盛丰润明朗安宁和平顺舒苗芽叶穗实籽林野田园舟帆桥渡霞虹星月光影歌笛琴"
_WHOLE = re.findall(
    "..",
    "半夏麦冬连翘远志茯苓白芷当归苍术丹参泽兰紫苏石斛玄参桔梗杜仲厚朴青黛佩兰"
    "谷雨立夏小满芒种白露寒露霜降立春惊蛰清和秋分冬至大雪小雪夏至处暑",
)

# 154 has never been given to an operator: nobody is called by such a number.
_PREFIX = "+86154"


def surname(chance: Chance) -> str:
    return chance.pick(SURNAMES)


def full_name(chance: Chance, family: str | None = None) -> str:
    """A family name with a herb, a solar term, or two words of nature."""
    given = (
        chance.pick(_WHOLE) if chance.happens(0.25) else chance.pick(_FIRST) + chance.pick(_SECOND)
    )
    return (family or surname(chance)) + given


def mobile(chance: Chance) -> str:
    """In its one spelling, +86154…"""
    return _PREFIX + chance.digits(8)


def house_number(chance: Chance) -> str:
    """「3巷12号」"""
    return f"{chance.whole(1, 9)}巷{chance.whole(1, 60)}号"
