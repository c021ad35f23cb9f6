"""Every hook of the core: signature, one sentence, and what no answer means."""

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianxin.plugins.contributions import (
        CalendarSource,
        Channel,
        Demo,
        Export,
        IdentityProvider,
        Obstacle,
    )
    from lianxin.plugins.manifest import Plugin

hookspec = pluggy.HookspecMarker("lianxin")
hookimpl = pluggy.HookimplMarker("lianxin")


@hookspec
def lianxin_plugin() -> "Plugin":  # type: ignore[empty-body]
    """The plugin's manifest: modules, rules, words, tables. Every plugin has one."""


@hookspec
def lianxin_channels() -> "Sequence[Channel]":  # type: ignore[empty-body]
    """Ways by which signed webhooks take in calls, messages and mentions. None: no channel."""


@hookspec
def lianxin_exports() -> "Sequence[Export]":  # type: ignore[empty-body]
    """Reports that can be written as spreadsheets. None: no report."""


@hookspec
def lianxin_calendars() -> "Sequence[CalendarSource]":  # type: ignore[empty-body]
    """Where working days are known from. None: weekends and the rules of each year."""


@hookspec
def lianxin_identity_providers() -> "Sequence[IdentityProvider]":  # type: ignore[empty-body]
    """Who may vouch for a person besides the locality's own passwords. None: nobody."""


@hookspec
def lianxin_obstacles() -> "Sequence[Obstacle]":  # type: ignore[empty-body]
    """What keeps a plugin's stored data from being removed. None: nothing here does."""


@hookspec
def lianxin_demo() -> "Demo":  # type: ignore[empty-body]
    """Made-up data for a demo locality that works by this plugin. None: no demo."""


@hookspec
def lianxin_graphql() -> object:
    """The plugin's GraphQL fields and types, for the schema layer. None: it adds nothing."""


@hookspec
def lianxin_mounts() -> object:
    """Applications beside the API, by first path segment (`console`). None: no application."""
