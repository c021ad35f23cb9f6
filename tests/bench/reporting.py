"""What was measured as tables: medians over the rounds of one run, and ratios within it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

from bench.loading import Load
from bench.questions import QUESTIONS
from bench.running import Server

GOALS = {
    "look-up": (3.0, 0.45, 1.3),
    "page": (1.3, 0.55, 1.3),
    "meetings": (1.6, 0.5, 1.3),
    "statistics": (2.5, 0.4, 1.3),
    "act": (1.0, None, None),
}
"""Requests a second and CPU ÷ PostGraphile, server CPU ÷ floor: what is aimed at."""

PRODUCT, PEER, FLOOR = "lianxin", "postgraphile", "floor"


def report(loads: Sequence[Load], servers: Mapping[str, Server]) -> str:
    """Markdown."""
    asked = [key for key in QUESTIONS if any(load.question == key for load in loads)]
    parts = [
        part for key in asked for part in (f"\n### {QUESTIONS[key].title}\n", _table(loads, key))
    ]
    others = [load.others for load in loads]
    return "\n".join(
        [
            *parts,
            "\n### Ratios\n",
            _ratios(loads, asked),
            "\n### Start and memory\n",
            _starts(loads, servers),
            f"\n{len(loads)} loads; everybody else on the machine used {median(others):.2f} of a "
            f"core meanwhile (median; at most {max(others):.2f}).",
            "Requests a second suffer from that and from the machine's own moods; trust the",
            "ratios within a run, and CPU a request more than requests a second.",
        ]
    )


def _table(loads: Sequence[Load], question: str) -> str:
    rows = []
    for name in _names(loads):
        mine = _of(loads, name, question)
        if not mine:
            continue
        server, database = _median(mine, "server_ms"), _median(mine, "database_ms")
        rows.append(
            [
                name,
                f"{_median(mine, 'rps'):,.0f}",
                f"{_median(mine, 'p50'):.1f}",
                f"{_median(mine, 'p99'):.1f}",
                f"{server:.3f}",
                f"{database:.3f}",
                f"{server + database:.3f}",
                str(sum(load.failed for load in mine)),
            ]
        )
    heads = ["server", "requests/s", "p50 ms", "p99 ms"]
    heads += ["server CPU ms", "database CPU ms", "both", "failed"]
    return _markdown(heads, rows)


def _ratios(loads: Sequence[Load], asked: Sequence[str]) -> str:
    heads = ["question", "requests/s ÷ PostGraphile", "CPU ÷ PostGraphile", "server CPU ÷ floor"]
    rows = []
    for key in asked:
        found = (
            _ratio(loads, key, PEER, lambda load: load.rps),
            _ratio(loads, key, PEER, lambda load: load.server_ms + load.database_ms),
            _ratio(loads, key, FLOOR, lambda load: load.server_ms),
        )
        cells = [_told(value, goal) for value, goal in zip(found, GOALS[key], strict=True)]
        rows.append([key, cells[0].replace("≤", "≥"), *cells[1:]])
    return _markdown(heads, rows)


def _told(value: float | None, goal: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if goal is None else f"{value:.2f} (≤ {goal})"


def _ratio(
    loads: Sequence[Load], question: str, other: str, figure: Callable[[Load], float]
) -> float | None:
    mine, theirs = (_of(loads, name, question) for name in (PRODUCT, other))
    if not mine or not theirs:
        return None
    return median(map(figure, mine)) / median(map(figure, theirs))


def _starts(loads: Sequence[Load], servers: Mapping[str, Server]) -> str:
    rows = []
    for name, server in servers.items():
        memory = max((load.rss_mb for load in loads if load.server == name), default=0.0)
        rows.append([name, f"{server.started_in:.2f}", f"{memory:.0f}"])
    return _markdown(["server", "start to first answer, s", "resident after the load, MB"], rows)


def _names(loads: Sequence[Load]) -> list[str]:
    return list(dict.fromkeys(load.server for load in loads if load.round == 0))


def _of(loads: Sequence[Load], name: str, question: str) -> list[Load]:
    return [load for load in loads if (load.server, load.question) == (name, question)]


def _median(loads: Sequence[Load], figure: str) -> float:
    return median(getattr(load, figure) for load in loads)


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(heads, rows))


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
