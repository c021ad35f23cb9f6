"""The figures of signing in that an administrator may change."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from lianxin.accounts.password_rules import PasswordRule, password_rule
from lianxin.localities import Locality
from lianxin.rules.base import ModuleSettings


class AccountSettings(ModuleSettings):
    """账号与登录"""

    password_profile: Literal["mlps3", "asvs"] = Field(
        default="mlps3",
        title="密码规则",
        description="mlps3：至少 8 位、四类字符取三、90 天更换（等保三级）；"
        "asvs：至少 15 位，不限字符，不强制更换 / asvs: at least 15 characters, no composition, "
        "no expiry",
    )
    idle_minutes: int = Field(default=30, ge=1, le=480, title="无操作多少分钟后须重新登录")
    session_hours: int = Field(default=12, ge=1, le=72, title="登录最长有效小时数")
    failures: int = Field(default=5, ge=3, le=20, title="同一账号连续失败几次后锁定")
    lock_minutes: int = Field(
        default=30,
        ge=10,
        le=1440,
        title="锁定分钟数",
        description="继续失败则逐次加倍 / Doubles each time when failures go on",
    )
    address_failures: int = Field(
        default=20,
        ge=5,
        le=1000,
        title="同一地址失败几次后暂停登录",
        description="许多人可能共用一个出口地址，先停 1 分钟，逐次加倍至锁定分钟数 / Many people may "
        "share one address: one minute at first, doubling up to the minutes of a lock",
    )

    three_offices: bool = Field(
        default=False,
        title="三员分立",
        description="系统管理员、安全管理员、审计员须由不同账号担任；账号与安全设置只归安全管理员 / The "
        "system, security and audit administrators are different accounts; accounts and the "
        "figures of security are the security administrator's alone",
    )

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def session(self) -> timedelta:
        return timedelta(hours=self.session_hours)


def account_settings(locality: Locality) -> AccountSettings:
    found = locality.figures.settings.get(AccountSettings)
    return found if isinstance(found, AccountSettings) else AccountSettings()


def rule_of(locality: Locality) -> PasswordRule | None:
    """What passwords have to be like; in a demonstration, whatever they like to be."""
    return None if locality.demo else password_rule(account_settings(locality).password_profile)
