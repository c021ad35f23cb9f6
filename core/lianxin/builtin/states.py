"""Which modules of those that are installed a locality has."""

from collections.abc import Mapping

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.manifest import Plugin


def state_of(plugins: tuple[Plugin, ...], enabled: Mapping[str, bool]) -> dict[str, bool]:
    """What of it is installed; the core's own modules are enabled everywhere."""
    installed = {plugin.module_key(module) for plugin in plugins for module in plugin.modules}
    known = {key: is_enabled for key, is_enabled in enabled.items() if key in installed}
    return known | dict.fromkeys(ALWAYS_ENABLED, True)
