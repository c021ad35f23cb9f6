"""Signing in by somebody who vouches for a person: OpenID Connect, and what plugins bring."""

from lianxin.identity.providers import Offered, begin_sign_in, finish_sign_in, offered

__all__ = ["Offered", "begin_sign_in", "finish_sign_in", "offered"]
