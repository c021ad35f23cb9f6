"""Settings of a deployment, read from LIANXIN_… variables, each with a default."""

from typing import Self

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin.reasons import reason_of

PREFIX = "LIANXIN_"


class BadEnvironment(LianxinError):
    code = "BAD_ENVIRONMENT"

    def __init__(self, variable: str, reason: Text) -> None:
        super().__init__(
            Text(
                f"环境变量 {variable} 设置有误：{reason.zh}",
                f"The environment variable {variable} is wrong: {reason.en}",
            )
        )


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
            raise BadEnvironment(cls.variable(str(first["loc"][0])), reason_of(first)) from None
        except SettingsError as error:
            raise BadEnvironment(cls.variable("*"), Text(str(error), str(error))) from None

    @classmethod
    def variable(cls, field: str) -> str:
        """The name of the variable that a field is read from."""
        return f"{cls.model_config['env_prefix']}{field}".upper()

    @classmethod
    def variables(cls) -> tuple[str, ...]:
        return tuple(cls.variable(field) for field in cls.model_fields)
