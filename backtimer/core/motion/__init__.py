"""Where the hands are: a pure function of the step and of the time since it began.

`hands` plays a step, `skin` tells what the hands raise, `trace` what is drawn of their way, `over` how they go from
step to step. Each family of movements has a module with a table of its own; `table` is all of them.
"""

from backtimer.core.motion.hands import cycle_of, hands_of, round_of, sway_of
from backtimer.core.motion.hold import BREATH
from backtimer.core.motion.over import GO_OVER, hands_at
from backtimer.core.motion.skin import folds_of
from backtimer.core.motion.table import MOTIONS
from backtimer.core.motion.trace import places_of, trace_of

__all__ = [
    "BREATH",
    "GO_OVER",
    "MOTIONS",
    "cycle_of",
    "folds_of",
    "hands_at",
    "hands_of",
    "places_of",
    "round_of",
    "sway_of",
    "trace_of",
]
