"""Publishing: by itself once a period is over, by hand, or read live; figures under 5 hidden."""

from lianxin.publishing.by_hand import publish_by_hand
from lianxin.publishing.periodic import publish, publish_period
from lianxin.publishing.reading import Body, read_live, side_by_side
from lianxin.publishing.suppressing import FLOOR, suppressed, suppressed_together

__all__ = [
    "FLOOR",
    "Body",
    "publish",
    "publish_by_hand",
    "publish_period",
    "read_live",
    "side_by_side",
    "suppressed",
    "suppressed_together",
]
