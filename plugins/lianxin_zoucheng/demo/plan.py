"""How much of everything: a small town to look at, or the figures that the source reports."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Plan:
    """`days` and `weeks` reach back from now. `ranked` and `staff` are people in each department,
    town and street: those of section rank, and the others. `interviewed` is the share of
    households that were visited this year. `functions` are those strengthened; `listed` matters are
    under supervision, `joint` applications go to several departments. `settled`: every matter is answered, nobody is missing.
    """

    departments: int
    villages: int
    households: int
    first_secretaries: int
    team_members: int
    police: int
    agents: int
    ranked: int
    staff: int
    clerks: int
    matters: Mapping[str, int]
    errands: int
    disputes: int
    applications: int
    items: int
    days_saved: int
    penalties: int
    waivers: int
    functions: int
    register: int
    listed: int
    joint: int
    days: int
    weeks: int
    interviewed: float
    settled: bool = False

    def scaled(self, factor: float) -> "Plan":
        """The same proportions with fewer of all, as long as enough are left to play with; the
        sixteen towns and streets stay."""
        whole = {
            name: max(_LEAST.get(name, 1), round(value * factor))
            for name in _COUNTED
            if (value := getattr(self, name))
        }
        matters = {channel: max(1, round(n * factor)) for channel, n in self.matters.items()}
        return replace(self, matters=matters, **whole)


_COUNTED = (
    *("departments", "villages", "households", "first_secretaries", "team_members"),
    *("police", "agents", "errands", "disputes", "applications", "items", "days_saved"),
    *("penalties", "waivers", "functions", "register", "listed", "joint"),
)

_LEAST = {"departments": 8, "villages": 16, "first_secretaries": 16, "agents": 16, "police": 8}

SMALL = Plan(
    departments=20,
    villages=60,
    households=720,
    first_secretaries=57,
    team_members=14,
    police=40,
    agents=56,
    ranked=2,
    staff=3,
    clerks=4,
    matters={"public_line": 108, "public_mailbox": 88, "leader_message": 20, "radio_hotline": 20},
    errands=60,
    disputes=24,
    applications=14,
    items=60,
    days_saved=580,
    penalties=120,
    waivers=14,
    functions=58,
    register=2_400,
    listed=8,
    joint=8,
    days=92,
    weeks=5,
    interviewed=0.93,
)

SOURCE = Plan(
    departments=86,
    villages=887,
    households=270_900,
    first_secretaries=887,
    team_members=141,
    police=600,
    agents=887,
    ranked=8,
    staff=8,
    clerks=20,
    matters={
        "public_line": 2_667,
        "public_mailbox": 2_210,
        "leader_message": 475,
        "radio_hotline": 562,
    },
    errands=49_800,
    disputes=5_120,
    applications=40,
    items=276,
    days_saved=2_834,
    penalties=2_674,
    waivers=292,
    functions=254,
    register=48_000,
    listed=40,
    joint=60,
    days=300,
    weeks=3,
    interviewed=0.997,
    settled=True,
)
"""ZC-D1, ZC-D2."""

PLANS = {"small": SMALL, "source": SOURCE}
