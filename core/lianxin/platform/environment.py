"""Where a deployment keeps what it has."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from lianxin.database.opening import BadAddress, parse_address
from lianxin.environment import Variables
from lianxin.language import Text
from lianxin.privacy.keyfiles import master_key
from lianxin.privacy.keys import MasterKey


class _NoAddress(ValueError):
    """Says itself in both languages (`lianxin.reasons`)."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def _address(value: str) -> str:
    try:
        parse_address(value.replace("{key}", "key"))
    except BadAddress as error:
        raise _NoAddress(error.message) from error
    return value


Address = Annotated[str, AfterValidator(_address)]


class Environment(Variables):
    """`home` holds whatever nobody placed elsewhere; `{key}` in `locality_database` becomes the
    key of a locality that is added."""

    home: Path = Path("var")
    platform_database: Address | None = None
    locality_database: Address | None = None
    master_key: SecretStr | None = None
    database_connections: int = Field(default=10, ge=1, le=1000)
    exports: Path | None = None

    @property
    def platform_address(self) -> str:
        return self.platform_database or f"sqlite:///{self.home.resolve() / 'platform.db'}"

    def locality_address(self, key: str) -> str:
        """Where a new locality lives unless it is told: beside the platform's own database."""
        if self.locality_database:
            return self.locality_database.replace("{key}", key)
        server, hash_sign, _ = self.platform_address.partition("#")
        if hash_sign:
            return f"{server}#{key}"
        return f"sqlite:///{self.home.resolve() / 'localities' / f'{key}.db'}"

    @property
    def exports_folder(self) -> Path:
        """Where what is removed is kept before."""
        return self.exports or self.home / "exports"

    @property
    def names_key(self) -> bool:
        """Whether the master key is given here, and a file of that name is somebody else's."""
        return bool(self.master_key and self.master_key.get_secret_value().strip())

    def key(self) -> MasterKey:
        """The master key; one of several servers must not make its own, so only beside a SQLite
        file is it made, and only before that is. Raises SealingError."""
        given = self.master_key.get_secret_value() if self.master_key else ""
        file, _ = parse_address(self.platform_address)
        is_new = file is None or not file.exists() or not file.stat().st_size
        folder = self.home if file else None
        return master_key({"LIANXIN_MASTER_KEY": given}, folder, make=is_new)
