"""What is stored that stands against a change of figures: in the locality, and in those below it
that inherit them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.database import Asking, Session
from lianxin.errors import LianxinError, Problem, Refused, conflict
from lianxin.language import Text, listed
from lianxin.localities import Heir, Locality
from lianxin.modules.changes import Layers
from lianxin.modules.figures import inherited_values
from lianxin.modules.stored import installed_module
from lianxin.plugins.manifest import Objections

NAMED = 20
_BELOW = Text(
    "下级地方{names}沿用这项设置，而那里{said}。请由该地方先行处理，或由其自行设定此项",
    "{names} below inherit this figure, and there {said}. Have it settled there first, or the "
    "figure set there by themselves",
)
_AWAY = Text(
    "下级地方{names}沿用这项设置，但其数据库暂时无法读取，不能确认是否具备条件。请稍后重试",
    "{names} below inherit this figure, but cannot be read just now, so that nobody knows what "
    "stands against it there. Please try again later",
)
_UNREAD = conflict("LOCALITY_UNAVAILABLE", _AWAY).at("settings")


@dataclass(frozen=True)
class Below:
    """An heir with what is stored there; `away`: it could not be read."""

    heir: Heir
    found: Any = None
    away: bool = False


def objecting(locality: Locality, module: str) -> Asking[Any]:
    """What is stored that may stand against a change of a module's figures."""
    objections = _objections(locality, module)

    async def ask(session: Session) -> Any:
        return None if objections is None else await objections.ask(session)

    return ask


async def objecting_below(locality: Locality, module: str) -> list[Below]:
    """The same of every locality below it: asked of their databases, not in the transaction."""
    known = {p.module_key(m): m.objections for p in locality.installed for m in p.modules}
    objections = known.get(module)
    if objections is None:
        return []
    heirs = [heir for heir in await locality.heirs() if _has(heir, module)]
    return await asyncio.gather(*(_asked(objections, heir) for heir in heirs))


def heed(
    locality: Locality,
    module: str,
    found: Any,
    before: Layers,
    after: Layers,
    below: Sequence[Below] = (),
) -> None:
    """Raises Refused where what was `found` stands against the change, here or `below`."""
    objections = _objections(locality, module)
    if objections is None:
        return
    if problems := objections.judge(found, _figures(before), _figures(after)):
        raise Refused(problems)
    if problems := _refused_below(objections, module, before, after, below):
        raise Refused(problems)


def _objections(locality: Locality, module: str) -> Objections | None:
    return installed_module(locality, module)[1].objections


def _has(heir: Heir, module: str) -> bool:
    """A plugin's tables are there once a module of it was enabled."""
    return module in ALWAYS_ENABLED or heir.layers is None or module in heir.layers[0]


async def _asked(objections: Objections, heir: Heir) -> Below:
    if heir.layers is None:
        return Below(heir, away=True)
    try:
        async with heir.database.reading() as session:
            return Below(heir, await objections.ask(session))
    except LianxinError:
        return Below(heir, away=True)


def _refused_below(
    objections: Objections, module: str, before: Layers, after: Layers, below: Sequence[Below]
) -> list[Problem]:
    """One problem for each thing that is wrong, with all localities where it is."""
    found: list[tuple[Problem, Heir]] = []
    for one in below:
        figures = [_figures(_seen_from(one.heir, module, layers)) for layers in (before, after)]
        if not objections.concerned(*figures):
            continue
        # Where it cannot be read, nobody knows whether it set the figure itself.
        against = [_UNREAD] if one.away else objections.judge(one.found, *figures)
        found += [(problem, one.heir) for problem in against]
    found.sort(key=_code)
    return [_said(objections, list(each)) for _, each in groupby(found, key=_code)]


def _code(found: tuple[Problem, Heir]) -> str:
    return found[0].code


def _seen_from(heir: Heir, module: str, layers: Layers) -> Layers:
    """The figures of one below, where those of the locality above are these."""
    own, *between = heir.layers or ({},)
    above: Mapping[str, Any] = {**layers.inherited, **layers.own}
    return replace(
        layers,
        own=own.get(module, {}),
        inherited={**above, **inherited_values(tuple(between), module)},
    )


def _figures(layers: Layers) -> Any:
    return layers.model.model_validate(layers.values())


def _said(objections: Objections, found: Sequence[tuple[Problem, Heir]]) -> Problem:
    problem = found[0][0]
    names = listed([Text(f"“{h.name}”", f"{h.name} ({h.key})") for _, h in found[:NAMED]])
    if len(found) > NAMED:
        names = Text(f"{names.zh}等 {len(found)} 个", f"{names.en} and others, {len(found)} in all")
    if problem is _UNREAD:
        return replace(problem, message=_AWAY.format(names=names))
    said = objections.elsewhere.get(problem.code, problem.message)
    return replace(problem, message=_BELOW.format(names=names, said=said))
