"""Fragments in an order in which each comes after those it spreads; without recursion."""

from collections.abc import Iterator, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)

Fragments = Mapping[str, FragmentDefinitionNode]


def in_order_of_need(
    selections: SelectionSetNode, fragments: Fragments
) -> tuple[list[str], str | None]:
    """Names of the fragments reached, and one that spreads itself (None where none does)."""
    done: dict[str, None] = {}
    open_: dict[str, None] = {}
    cycle: str | None = None
    stack: list[tuple[str, Iterator[str]]] = [("", _spreads(selections, fragments))]
    while stack:
        name, spreads = stack[-1]
        needed = next(spreads, None)
        if needed is None:
            stack.pop()
            if name:
                open_.popitem()
                done[name] = None
        elif needed in open_:
            cycle = needed
        elif needed not in done:
            open_[needed] = None
            stack.append((needed, _spreads(fragments[needed].selection_set, fragments)))
    return list(done), cycle


def _spreads(selections: SelectionSetNode, fragments: Fragments) -> Iterator[str]:
    """Names of the known fragments spread at any level below, each once."""
    names: dict[str, None] = {}
    sets = [selections]
    while sets:
        for selection in sets.pop().selections:
            if isinstance(selection, FragmentSpreadNode):
                names[selection.name.value] = None
            elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                sets.append(selection.selection_set)
    return iter([name for name in names if name in fragments])
