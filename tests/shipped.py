"""The routines that come with backtimer, by name: tests that count them count these."""

from typing import Final

SHIPPED: Final = (
    "calm-touch-6", "chair-15", "deep-slow-25", "first-back-10", "lomi-20", "low-back-hips-15", "post-event-15",
    "pre-event-8", "seated-neck-shoulders-8", "self-ball-wall-8", "self-chair-lowback-2", "self-desk-ball-3",
    "self-desk-shoulders-2", "self-hands-forearms-3", "self-lowback-6", "self-neck-shoulders-5",
    "self-standing-reset-1", "slow-stroke-10", "slow-stroke-3", "swedish-back-20", "swedish-student-20",
    "swedish-student-30",
)  # fmt: skip
