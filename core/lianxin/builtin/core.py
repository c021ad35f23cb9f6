"""Built-in plugin `core`: the default workflow and the words that every locality shares."""

from lianxin.accounts.apart import KEPT_APART
from lianxin.accounts.settings import AccountSettings
from lianxin.builtin.audit_words import AUDIT_ACTIONS
from lianxin.builtin.cases import DEFAULT_WORKFLOW
from lianxin.builtin.duties import DUTIES, RETURNING, CaseSettings
from lianxin.builtin.obstacles import OBSTACLES
from lianxin.builtin.words import CHANNELS, COMMON_WORDS
from lianxin.events.settings import AuditSettings
from lianxin.language import Text
from lianxin.plugins.contributions import Obstacle
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin.webhooks.settings import WebhookSettings

CASES = Module(
    key="cases",
    name=Text("诉求通用流程", "Cases, the common way"),
    settings=CaseSettings,
    rules=(DEFAULT_WORKFLOW, DUTIES, *RETURNING.guards),
    terms={"channel": CHANNELS, **COMMON_WORDS},
)

_SECURITY = "module.configure_security"
ACCOUNTS = Module(
    key="accounts",
    name=Text("账号", "Accounts"),
    settings=AccountSettings,
    configured_by=_SECURITY,
    objections=KEPT_APART,
)
AUDIT = Module(
    key="audit",
    name=Text("审计", "Audit"),
    settings=AuditSettings,
    configured_by=_SECURITY,
    terms={"audit_action": AUDIT_ACTIONS},
)
WEBHOOKS = Module(key="webhooks", name=Text("签名回调", "Webhooks"), settings=WebhookSettings)

PLUGIN = Plugin(
    key="core",
    name=Text("核心", "Core"),
    version="0.1.0",
    modules=(CASES, ACCOUNTS, AUDIT, WEBHOOKS),
)
ALWAYS_ENABLED = tuple(PLUGIN.module_key(module) for module in PLUGIN.modules)


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_obstacles() -> tuple[Obstacle, ...]:
    return OBSTACLES
