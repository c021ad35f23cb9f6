"""C 岗位在村、重在服务、责在连心: township cadres have posts in villages and serve there."""

from lianxin.rules.base import Rule
from lianxin_hubei.rules.posts.posted import POSTED_RULES
from lianxin_hubei.rules.posts.services import SERVICE_RULES

POST_RULES: tuple[Rule, ...] = (*POSTED_RULES, *SERVICE_RULES)
