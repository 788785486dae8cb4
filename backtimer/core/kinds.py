"""The words by which a routine is described: for whom, how one lies, on which side. Knows nothing else."""

from typing import Literal

Side = Literal["both", "left", "right", "each", "middle"]
Position = Literal["prone", "side-lying", "seated", "standing", "supine"]
Level = Literal["beginner", "experienced", "student"]
Audience = Literal["partner", "student", "self"]
Goal = Literal["relax", "sleep", "tension", "low-back", "sport-before", "sport-after", "learn", "comfort", "desk"]
