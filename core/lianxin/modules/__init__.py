"""Modules of a locality: switched, configured, with every change on record."""

from lianxin.modules.applying import apply_due
from lianxin.modules.carrying import carry_out
from lianxin.modules.changes import SettingChange
from lianxin.modules.configure import ConfigureModule, PutBackSettings, WithdrawSettings
from lianxin.modules.figures import figures_in_force
from lianxin.modules.previewing import Previewed, enabled_after, preview
from lianxin.modules.switching import DisableModule, EnableModule

__all__ = [
    "ConfigureModule",
    "DisableModule",
    "EnableModule",
    "Previewed",
    "PutBackSettings",
    "SettingChange",
    "WithdrawSettings",
    "apply_due",
    "carry_out",
    "enabled_after",
    "figures_in_force",
    "preview",
]
