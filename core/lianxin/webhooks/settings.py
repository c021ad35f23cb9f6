"""The figures of webhooks that an administrator may change."""

from datetime import timedelta

from pydantic import Field

from lianxin.localities import Locality
from lianxin.rules.base import ModuleSettings


class WebhookSettings(ModuleSettings):
    tolerance_seconds: int = Field(
        default=300,
        ge=10,
        le=3600,
        title="签名时间最多相差几秒 Seconds that a signature's time may be off",
        description="早于或晚于此的一律拒收，截获的旧请求不能重放。 "
        "What was signed earlier or later is refused, so that no old request is sent again.",
    )

    @property
    def tolerance(self) -> timedelta:
        return timedelta(seconds=self.tolerance_seconds)


def webhook_settings(locality: Locality) -> WebhookSettings:
    found = locality.figures.settings.get(WebhookSettings)
    return found if isinstance(found, WebhookSettings) else WebhookSettings()
