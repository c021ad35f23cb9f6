"""Migrations: each owner of tables brings its own, and no owner needs another's to run."""

from lianxin.database.migrating.applying import UnknownRevision, is_current, migrate, pending
from lianxin.database.migrating.owners import (
    CORE,
    PLATFORM,
    Owner,
    owner_of,
    owners_in_locality,
    owners_in_platform,
    owners_of,
)

__all__ = [
    "CORE",
    "PLATFORM",
    "Owner",
    "UnknownRevision",
    "is_current",
    "migrate",
    "owner_of",
    "owners_in_locality",
    "owners_in_platform",
    "owners_of",
    "pending",
]
