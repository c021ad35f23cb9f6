"""Why somebody for whom another vouches is not signed in."""

from lianxin.errors import LianxinError
from lianxin.language import Text


class UnknownProvider(LianxinError):
    code = "UNKNOWN_PROVIDER"
    message = Text(
        "该地方没有启用这种登录方式，请改用其他方式",
        "The locality does not offer this way to sign in; choose another",
    )


class RedirectNotAllowed(LianxinError):
    code = "REDIRECT_NOT_ALLOWED"
    message = Text(
        "登录后返回的网址未登记，请管理员把它加入 redirect_uris",
        "The address to return to is not registered; an administrator can add it to redirect_uris",
    )


class BadState(LianxinError):
    code = "BAD_STATE"
    message = Text(
        "登录请求无效、已过期或已用过，请重新登录",
        "The sign-in is not one begun here, has expired or was used already; begin again",
    )


class IdentityNotProven(LianxinError):
    """`reason` is for the log and for tests; whoever signs in learns only that it failed."""

    code = "IDENTITY_NOT_PROVEN"
    message = Text(
        "统一身份认证未能证实您的身份，请重新登录",
        "The identity provider did not prove who you are; sign in again",
    )

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class ProviderUnavailable(LianxinError):
    code = "PROVIDER_UNAVAILABLE"
    message = Text(
        "统一身份认证暂时不可用，请稍后重试或改用密码登录",
        "The identity provider cannot be reached; try again later or use a password",
    )
    retry_after = 10


class UnknownAccount(LianxinError):
    code = "UNKNOWN_ACCOUNT"
    message = Text(
        "身份已证实，但在该地方没有可用的账号，请管理员开通",
        "You are known, but have no account here that may be used; ask an administrator for one",
    )
