"""What may go wrong with the platform as a whole."""

from collections.abc import Sequence

from lianxin.errors import DatabaseBusy, LianxinError, NotMigrated
from lianxin.language import Text


class LocalityMoving(DatabaseBusy):
    code = "LOCALITY_MOVING"
    message = Text(
        "该地方的数据库正在迁移，请几分钟后重试",
        "The locality's database is being moved; please try again in some minutes",
    )


class NotSetUp(LianxinError):
    code = "NOT_SET_UP"

    def __init__(self, file: str) -> None:
        super().__init__(
            Text(
                f"没有平台数据库 {file}：新部署请运行 lianxin migrate，试用请运行 lianxin demo；"
                "若已部署，请检查 LIANXIN_HOME 与 LIANXIN_PLATFORM_DATABASE",
                f"There is no platform database {file}: run `lianxin migrate` for a new "
                "deployment or `lianxin demo` to try; if it is deployed, check LIANXIN_HOME and "
                "LIANXIN_PLATFORM_DATABASE",
            )
        )


class LocalityNotMigrated(NotMigrated):
    def __init__(self, key: str, owners: Sequence[str]) -> None:
        named = ", ".join(owners)
        super().__init__(
            Text(
                f"{key} 的数据库尚未升级（{named}），请管理员运行 lianxin migrate",
                f"The database of {key} is not migrated ({named}); "
                "an administrator must run `lianxin migrate`",
            )
        )
