"""Receipts: told once, kept as a hash."""

from lianxin.context import Context
from lianxin.ids import new_receipt


def receipt_for(context: Context) -> str:
    return new_receipt()
