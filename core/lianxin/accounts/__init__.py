"""Accounts: who may sign in, with which password, and who it is that asks."""

from lianxin.accounts.forgetting import forget_what_is_over
from lianxin.accounts.managing import create_account, hash_password, one_time_password
from lianxin.accounts.once import Once
from lianxin.accounts.settings import AccountSettings, account_settings, rule_of
from lianxin.accounts.signing_in import Issued, sign_in
from lianxin.accounts.tokens import revoke_all, sign_out
from lianxin.accounts.viewers import Viewers, viewer_named, viewer_of

__all__ = [
    "AccountSettings",
    "Issued",
    "Once",
    "Viewers",
    "account_settings",
    "create_account",
    "forget_what_is_over",
    "hash_password",
    "one_time_password",
    "revoke_all",
    "rule_of",
    "sign_in",
    "sign_out",
    "viewer_named",
    "viewer_of",
]
