"""How the journal's tables are made, and how an older one becomes the newest: one script for each version.

Knows SQL. A version that has been published is never changed here; a new one is added below it.
"""

from typing import Final

APPLICATION: Final = 0x62746A6C
"""`btjl`: written into the file's head, so that nobody else's database is taken for a journal."""

LADDER: Final[tuple[str, ...]] = (
    """
    CREATE TABLE session (
      id             INTEGER PRIMARY KEY,
      key            TEXT    NOT NULL UNIQUE,
      routine        TEXT    NOT NULL,
      title          TEXT    NOT NULL,
      text_hash      TEXT    NOT NULL,
      person         TEXT    NOT NULL,
      wishes         TEXT    NOT NULL,  -- JSON
      started        INTEGER NOT NULL,  -- milliseconds since 1970 in UTC
      started_offset INTEGER NOT NULL,  -- minutes by which the wall's clock was ahead of UTC
      ended          INTEGER NOT NULL,
      ended_offset   INTEGER NOT NULL,
      finished       INTEGER NOT NULL CHECK (finished IN (0, 1)),
      position       INTEGER NOT NULL CHECK (position >= 0),  -- this and all below in milliseconds
      total          INTEGER NOT NULL CHECK (total >= 0),
      worked         INTEGER NOT NULL CHECK (worked >= 0),
      pauses         INTEGER NOT NULL CHECK (pauses >= 0),
      rating_before  INTEGER CHECK (rating_before BETWEEN 0 AND 10),
      rating_after   INTEGER CHECK (rating_after BETWEEN 0 AND 10),
      note           TEXT    NOT NULL
    ) STRICT;

    CREATE TABLE step (
      session   INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      number    INTEGER NOT NULL CHECK (number >= 1),
      name      TEXT    NOT NULL,
      stroke    TEXT    NOT NULL,
      regions   TEXT    NOT NULL,  -- ids, joined with +
      side      TEXT    NOT NULL CHECK (side IN ('both', 'left', 'right', 'each', 'middle')),
      planned   INTEGER NOT NULL,
      actual    INTEGER NOT NULL,
      held      INTEGER NOT NULL,
      more      INTEGER NOT NULL,
      pauses    INTEGER NOT NULL,
      check_ins INTEGER NOT NULL,
      answers   TEXT    NOT NULL,  -- of the receiver: JSON list of -1, 0, 1
      skipped   INTEGER NOT NULL CHECK (skipped IN (0, 1)),
      PRIMARY KEY (session, number)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX session_by_start ON session (started);
    """,
    """
    ALTER TABLE session ADD COLUMN guidance TEXT NOT NULL DEFAULT 'full';

    CREATE TABLE exam (
      session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
      paper   TEXT NOT NULL,  -- JSON: what was asked for, as the routine stood then
      marks   TEXT NOT NULL,  -- JSON list of milliseconds, as all times here
      asked   TEXT NOT NULL,  -- JSON list: when the student asked about the pressure
      gaps    TEXT NOT NULL,  -- JSON list of [from, length]: when the machine slept
      until   INTEGER NOT NULL CHECK (until >= 0),
      ending  TEXT NOT NULL,  -- told, time, left, or empty where it broke off
      claims  TEXT NOT NULL,  -- JSON: what was done between two marks, as far as somebody said so
      points  TEXT NOT NULL,  -- JSON list: what the examiner gave for each line of the rubric, or null
      remarks TEXT NOT NULL   -- the examiner's
    ) STRICT;
    """,
)
"""The script at place N makes version N + 1 of version N. Version 0 is an empty file."""
