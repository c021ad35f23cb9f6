"""What stands behind the protocol: localities, snapshots, viewers and the planner."""

from lianxin_schema.gateway.gateway import PlannedGateway

__all__ = ["PlannedGateway"]
