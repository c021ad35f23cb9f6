"""Small figures, by which somebody might be told from the others, are not published."""

from collections.abc import Sequence

FLOOR = 5


def suppressed(figure: float | None, floor: int = FLOOR) -> float | None:
    """The figure, or None where it is under the floor; nobody at all may be said."""
    return None if figure is None or 0 < figure < floor else figure


def suppressed_together(figures: Sequence[float | None], floor: int = FLOOR) -> list[float | None]:
    """Figures that stand beside their total: a single hidden one could be told from the rest, so
    the smallest of the others is hidden with it."""
    shown = [suppressed(figure, floor) for figure in figures]
    hidden = [n for n, figure in enumerate(shown) if figure is None and figures[n] is not None]
    others = [(figure, n) for n, figure in enumerate(shown) if figure]
    if len(hidden) == 1 and others:
        shown[min(others)[1]] = None
    return shown
