"""The tables of `platform`; written by `lianxin dev migration platform`, not by hand."""

import sqlalchemy as sa
from alembic import op

from lianxin.database.types import Instant, Key, Sorted

revision = "platform_d4758dbb"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "platform_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("locality", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_key")),
    )
    op.create_index(op.f("ix_platform_key_locality"), "platform_key", ["locality"], unique=False)
    op.create_table(
        "platform_locality",
        sa.Column("id", Key, nullable=False),
        sa.Column("key", Sorted, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("database", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_locality")),
        sa.UniqueConstraint("key", name=op.f("uq_platform_locality_key")),
    )
