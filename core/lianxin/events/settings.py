"""The figures of the audit that an administrator may change."""

from typing import Literal

from pydantic import Field, field_validator

from lianxin.localities import Locality
from lianxin.rules.base import ModuleSettings


class AuditSettings(ModuleSettings):
    algorithm: Literal["sha256", "sm3"] = Field(
        default="sha256",
        title="审计链算法 Hash of the audit's chain",
        description="密评三级系统用 sm3。改后只用于新条目。 "
        "sm3 where GB/T 39786 asks for it; applies to new entries only.",
    )
    keep_years: int = Field(
        default=0,
        ge=0,
        le=100,
        title="审计保存年数 Years that the audit is kept in the database",
        description="0 为永久。更早的条目由 lianxin audit archive 移入文件；个人信息处理记录至少 3 年。 "
        "0 is for ever. `lianxin audit archive` moves what is older into a file; records on personal "
        "information are kept for 3 years at least.",
    )

    @field_validator("keep_years")
    @classmethod
    def _lawful(cls, value: int) -> int:
        """PIPL, article 56."""
        if 0 < value < 3:
            raise ValueError("at least 3 years, or 0 for ever")
        return value


def audit_settings(locality: Locality) -> AuditSettings:
    found = locality.figures.settings.get(AuditSettings)
    return found if isinstance(found, AuditSettings) else AuditSettings()
