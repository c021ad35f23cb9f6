"""Built-in plugin `core`: the default workflow and the words that every locality shares."""

from lianxin.accounts.settings import AccountSettings
from lianxin.builtin.cases import DEFAULT_WORKFLOW
from lianxin.builtin.words import CHANNELS, COMMON_WORDS
from lianxin.events.settings import AuditSettings
from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin

CASES = Module(
    key="cases",
    name=Text("诉求通用流程", "Cases, the common way"),
    rules=(DEFAULT_WORKFLOW,),
    terms={"channel": CHANNELS, **COMMON_WORDS},
)

ACCOUNTS = Module(key="accounts", name=Text("账号", "Accounts"), settings=AccountSettings)
AUDIT = Module(key="audit", name=Text("审计", "Audit"), settings=AuditSettings)

PLUGIN = Plugin(
    key="core",
    name=Text("核心", "Core"),
    version="0.1.0",
    modules=(CASES, ACCOUNTS, AUDIT),
)
ALWAYS_ENABLED = tuple(PLUGIN.module_key(module) for module in PLUGIN.modules)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN
