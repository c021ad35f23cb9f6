"""What happens by itself: terms run out, standings breach, publications and settings fall due."""

from lianxin.sweep.running import run_sweep
from lianxin.sweep.sweeping import STEPS, sweep
from lianxin.sweep.turn import Swept, Turn

__all__ = ["STEPS", "Swept", "Turn", "run_sweep", "sweep"]
