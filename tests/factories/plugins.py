"""A plugin for tests of modules: two ways to take opinions, visits that build on one of them."""

from pathlib import Path
from types import ModuleType

from pydantic import Field, model_validator

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules.base import Document, ModuleSettings
from lianxin.rules.workflow import Phase, Step, Workflow

NOTICE = Document("测试通知")
MIGRATION = """
import sqlalchemy as sa
from alembic import op
revision = "sample_1"
down_revision = None
def upgrade():
    op.create_table("sample_matter", sa.Column("case_id", sa.BigInteger(), primary_key=True))
"""


class OpinionSettings(ModuleSettings):
    answer_days: int = Field(5, ge=1, le=60, title="办复天数 Days to answer")
    warn_days: int = Field(2, ge=0, title="提前提醒天数 Days of warning")
    public: bool = Field(True, title="公开 Published")
    channels: tuple[str, ...] = Field(("phone",), title="渠道 Channels")

    @model_validator(mode="after")
    def warn_before_it_is_late(self) -> "OpinionSettings":
        if self.warn_days > self.answer_days:
            raise ValueError("warn_days is more than answer_days")
        return self


def workflow(key: str, *channels: str) -> Workflow:
    return Workflow(
        key=key,
        clause="T-1",
        source=NOTICE.clause("一"),
        title=Text("意见", "Opinions"),
        channels=frozenset(channels),
        steps=(
            Step("open", Text("办理", "Open"), Phase.HANDLING),
            Step("done", Text("办结", "Done"), Phase.CLOSED, terminal=True),
        ),
        actions=(),
    )


def sample_plugin(migrations: Path | None = None) -> Plugin:
    return Plugin(
        key="sample",
        name=Text("样例", "Sample"),
        version="1",
        migrations=migrations,
        modules=(
            Module(
                key="opinions",
                name=Text("意见平台", "Opinions"),
                settings=OpinionSettings,
                rules=(workflow("opinion", "phone", "web"),),
            ),
            Module(
                key="hotline",
                name=Text("热线", "Hotline"),
                rules=(workflow("call", "phone"),),
            ),
            Module(key="visits", name=Text("走访", "Visits"), requires=("sample.opinions",)),
            Module(
                key="lottery",
                name=Text("抽签", "Lottery"),
                conflicts={"sample.visits": Text("不能并用", "Not beside visits")},
            ),
        ),
    )


def as_module(plugin: Plugin) -> ModuleType:
    """What an entry point would lead to."""

    @hookimpl
    def lianxin_plugin() -> Plugin:
        return plugin

    module = ModuleType(plugin.key)
    module.lianxin_plugin = lianxin_plugin  # type: ignore[attr-defined]
    return module
