"""Built-in plugin `channels`: what telephone exchanges, message gateways and microblogs deliver."""

from collections.abc import Mapping, Sequence
from typing import Any

from lianxin.language import Text
from lianxin.plugins.contributions import BadHookBody, Channel, Incoming
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Plugin

LONGEST_TITLE = 60
_NO_TEXT = Text("`{name}` 应为文字且不能为空", "`{name}` is to be a text, and not an empty one")


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadHookBody(_NO_TEXT.format(name=name))
    return value.strip()


def _optional(document: Mapping[str, Any], name: str) -> str | None:
    return _text(document, name) if document.get(name) is not None else None


def _title(text: str) -> str:
    first = text.splitlines()[0]
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"


def _incoming(document: Mapping[str, Any], content: str, **more: Any) -> Incoming:
    text = _text(document, content)
    return Incoming(
        external_id=_text(document, "id"),
        title=_optional(document, "title") or _title(text),
        body=text,
        category=_optional(document, "category"),
        unit=_optional(document, "unit"),
        fields={"channel": channel} if (channel := _optional(document, "channel")) else {},
        **more,
    )


def read_call(document: Mapping[str, Any]) -> Incoming:
    """`{id, content, caller?, number?, channel?, category?, unit?, title?}`."""
    return _incoming(
        document, "content", name=_optional(document, "caller"), phone=_optional(document, "number")
    )


def read_message(document: Mapping[str, Any]) -> Incoming:
    """`{id, text, from?, channel?, …}`: a text message."""
    return _incoming(document, "text", phone=_optional(document, "from"))


def read_mention(document: Mapping[str, Any]) -> Incoming:
    """`{id, text, author?, account?, …}`: a microblog post that mentions the government.

    `account` is the unit whose account was mentioned.
    """
    unit = _optional(document, "account")
    return _incoming({**document, "unit": document.get("unit") or unit}, "text")


CHANNELS = (
    Channel(code="phone", label=Text("电话", "Telephone"), read=read_call),
    Channel(code="message", label=Text("短信", "Text message"), read=read_message),
    Channel(code="mention", label=Text("微博提及", "Microblog mention"), read=read_mention),
)

PLUGIN = Plugin(key="channels", name=Text("渠道", "Channels"), version="0.1.0", modules=())


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_channels() -> Sequence[Channel]:
    return CHANNELS
