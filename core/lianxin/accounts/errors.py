"""Why somebody is not signed in."""

from lianxin.errors import LianxinError
from lianxin.language import Text


class BadCredentials(LianxinError):
    code = "BAD_CREDENTIALS"
    message = Text(
        "用户名或密码不正确，请检查后重试",
        "User name or password is wrong; check them and try again",
    )


class LockedOut(LianxinError):
    """`retry_after` in seconds."""

    code = "LOCKED_OUT"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(
            Text(
                "登录失败次数过多，请 {minutes} 分钟后再试，或请管理员重设密码",
                "Too many failed sign-ins; try again in {minutes} min or ask an administrator "
                "for a new password",
            ).format(minutes=-(-retry_after // 60))
        )


class SignInBusy(LianxinError):
    code = "BUSY"
    message = Text("登录的人太多，请稍后重试", "Too many are signing in; please try again shortly")


class PasswordMustChange(LianxinError):
    code = "PASSWORD_MUST_CHANGE"
    message = Text(
        "密码已到期或为初始密码，请同时提交 newPassword 设置新密码",
        "The password has expired or is the first one; send newPassword along to set a new one",
    )
