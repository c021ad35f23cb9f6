"""ZC-C1: how the four channels deliver by signed webhooks what goes to the one centre."""

from collections.abc import Sequence

from lianxin.builtin.channels import read_call, read_message
from lianxin.plugins.contributions import Channel
from lianxin.plugins.hookspecs import hookimpl
from lianxin_zoucheng.terms import OPINION_CHANNELS

_READ = {
    "public_line": read_call,
    "public_mailbox": read_message,
    "leader_message": read_message,
    "radio_hotline": read_call,
}
CHANNELS = tuple(
    Channel(code=term.code, label=term.label, read=_READ[term.code]) for term in OPINION_CHANNELS
)


@hookimpl
def lianxin_channels() -> Sequence[Channel]:
    return CHANNELS
