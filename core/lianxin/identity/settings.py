"""How a locality trusts an OpenID provider, and the secrets that the deployment keeps for it."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from lianxin.environment import Variables
from lianxin.localities import Locality
from lianxin.rules.base import ModuleSettings


class OidcSettings(ModuleSettings):
    """统一身份认证（OpenID Connect）"""

    issuer: str = Field(
        default="", max_length=500, title="签发者网址", description="https://… / Issuer's address"
    )
    client_id: str = Field(default="", max_length=200, title="客户端编号 / Client ID")
    redirect_uris: tuple[str, ...] = Field(
        default=(),
        max_length=20,
        title="登录后可返回的网址",
        description="须完全一致 / Addresses of front ends to return to, compared as they stand",
    )
    scope: str = Field(default="openid profile phone", max_length=200, title="请求的范围 / Scope")
    account_claim: str = Field(
        default="",
        max_length=60,
        title="对应账号的声明",
        description="首次登录时，该声明等于某个无密码账号的用户名则与之绑定；空则只认已绑定的身份 / "
        "Claim that, at the first sign-in, names an account without a password; empty: none",
    )
    create_residents: bool = Field(
        default=False,
        title="为未知的人开设群众账号",
        description="只给群众角色，绝不自动授予其他角色 / Never any other role than resident",
    )

    @field_validator("redirect_uris")
    @classmethod
    def _whole(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for uri in value:
            parts = urlsplit(uri)
            if parts.scheme not in ("https", "http") or not parts.netloc or parts.fragment:
                raise ValueError(f"{uri} is no whole address without a fragment")
        return value


class OidcEnvironment(Variables):
    """A secret by locality, or a folder with a file for each; without one the client is public
    and proves itself by PKCE alone."""

    model_config = SettingsConfigDict(env_prefix="LIANXIN_OIDC_")

    secrets: dict[str, SecretStr] = Field(default_factory=dict)
    secrets_folder: Path | None = None
    #: For a trial on one machine: everything may be listened to and forged.
    allow_http: bool = False

    def secret(self, locality: str) -> str | None:
        given = self.secrets.get(locality)
        if given is not None:
            return given.get_secret_value()
        file = self.secrets_folder / locality if self.secrets_folder else None
        return file.read_text("utf-8").strip() if file and file.is_file() else None


def oidc_settings(locality: Locality) -> OidcSettings | None:
    """None where the locality has the module not enabled, or not set up."""
    modules = locality.composition.modules
    enabled = any(m.enabled and m.module.settings is OidcSettings for m in modules.values())
    found = locality.figures.settings.get(OidcSettings) if enabled else None
    if not isinstance(found, OidcSettings) or not (found.issuer and found.client_id):
        return None
    return found
