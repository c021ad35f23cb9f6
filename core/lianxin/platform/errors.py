"""What may go wrong with the platform as a whole."""

from collections.abc import Sequence

from lianxin.errors import DatabaseBusy, NotMigrated
from lianxin.language import Text


class LocalityMoving(DatabaseBusy):
    code = "LOCALITY_MOVING"
    message = Text(
        "该地方的数据库正在迁移,请几分钟后重试",
        "The locality's database is being moved; please try again in some minutes",
    )


class LocalityNotMigrated(NotMigrated):
    def __init__(self, key: str, owners: Sequence[str]) -> None:
        named = ", ".join(owners)
        super().__init__(
            Text(
                f"{key} 的数据库尚未升级({named}),请管理员运行 lianxin migrate",
                f"The database of {key} is not migrated ({named}); "
                "an administrator must run `lianxin migrate`",
            )
        )
