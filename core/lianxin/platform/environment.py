"""Where a deployment keeps what it has: read from LIANXIN_… variables, each with a default."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from lianxin.database.opening import BadAddress, parse_address
from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin.privacy.keyfiles import master_key
from lianxin.privacy.keys import MasterKey

PREFIX = "LIANXIN_"


class BadEnvironment(LianxinError):
    code = "BAD_ENVIRONMENT"

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(
            Text(
                f"环境变量 {variable} 设置有误: {reason}",
                f"The environment variable {variable} is wrong: {reason}",
            )
        )


def _address(value: str) -> str:
    try:
        parse_address(value.replace("{key}", "key"))
    except BadAddress as error:
        raise ValueError(error.message.en) from error
    return value


Address = Annotated[str, AfterValidator(_address)]


class Variables(BaseSettings):
    """Settings of a deployment, each from the variable of its name behind the prefix; what is
    given to the constructor wins."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    @classmethod
    def read(cls, **given: object) -> Self:
        """From the environment; what is `given` and not None wins. Raises BadEnvironment."""
        try:
            return cls(**{k: v for k, v in given.items() if v is not None})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise BadEnvironment(cls.variable(str(first["loc"][0])), first["msg"]) from None
        except SettingsError as error:
            raise BadEnvironment(cls.variable("*"), str(error)) from None

    @classmethod
    def variable(cls, field: str) -> str:
        """The name of the variable that a field is read from."""
        return f"{cls.model_config['env_prefix']}{field}".upper()

    @classmethod
    def variables(cls) -> tuple[str, ...]:
        return tuple(cls.variable(field) for field in cls.model_fields)


class Environment(Variables):
    """`home` holds whatever nobody placed elsewhere; `{key}` in `locality_database` becomes the
    key of a locality that is added."""

    home: Path = Path("var")
    platform_database: Address | None = None
    locality_database: Address | None = None
    master_key: SecretStr | None = None
    database_connections: int = Field(default=10, ge=1, le=1000)

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

    def key(self) -> MasterKey:
        """The master key; one of several servers must not make its own, so only beside a SQLite
        file is it made. Raises SealingError."""
        given = self.master_key.get_secret_value() if self.master_key else ""
        alone = self.platform_address.startswith("sqlite:")
        return master_key({"LIANXIN_MASTER_KEY": given}, self.home if alone else None)
