"""The figures of the audit that an administrator may change."""

from typing import Literal

from pydantic import Field

from lianxin.localities import Locality
from lianxin.rules.base import ModuleSettings


class AuditSettings(ModuleSettings):
    algorithm: Literal["sha256", "sm3"] = Field(
        default="sha256",
        title="审计链算法 Hash of the audit's chain",
        description="密评三级系统用 sm3。改后只用于新条目。 "
        "sm3 where GB/T 39786 asks for it; applies to new entries only.",
    )


def audit_settings(locality: Locality) -> AuditSettings:
    found = locality.figures.settings.get(AuditSettings)
    return found if isinstance(found, AuditSettings) else AuditSettings()
