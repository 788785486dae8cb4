"""`backtimer draw`: one instant of a step as a PNG, as the player shows it; or a whole round of its hands as a loop."""

import io
import os
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from backtimer.commands.asking import NotThereError, complain, the_handbook, the_plan, the_routine
from backtimer.commands.qt_guard import refuse_unsound
from backtimer.core.handbook import Handbook
from backtimer.core.moment import Moment, moment_at
from backtimer.core.timing import Ms, seconds
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PySide6.QtGui import QImage

    from backtimer.ui.look import Look

NOON: Final = datetime(2000, 1, 1, 12, 0)  # noqa: DTZ001  # the same call gives the same picture at any time of day

PAGE_SIZE: Final = 1280, 800
LOOP_SIZE: Final = 640, 640
LOOP_LARGEST: Final = 1000
"""Pixels of each side: all pictures of a loop are held in memory."""

FRAME: Final = 40
"""Milliseconds from one picture of a loop to the next; more where a round is long."""

FRAMES: Final = 300
"""A loop has no more pictures than this."""

LOOPS: Final = (".webp", ".gif")


def run(options: Namespace) -> int:
    """Write the picture or the loop; 1 when there is no such step or the file cannot be written."""
    handbook = the_handbook()
    try:
        plan = the_plan(the_routine(options.routine, handbook)[1], AS_WRITTEN)
        if not 1 <= options.step <= plan.steps:
            complain(f"{options.routine} has steps 1 to {plan.steps}, not {options.step}")
        span = plan.spans[plan.step_index(options.step)]
        if not 0 <= options.at <= span.length / 1000:
            complain(f"step {options.step} lasts {span.length / 1000:g} s; --at {options.at:g} lies outside")
        suffix = options.output.suffix.lower()
        if options.loop and suffix not in LOOPS:
            complain(f"{options.output}: a loop is a WebP or a GIF; name it so")
        if not options.loop and suffix != ".png":
            complain(f"{options.output}: the picture is a PNG; name it so")
        if options.loop and max(options.size or LOOP_SIZE) > LOOP_LARGEST:
            complain(f"a loop has at most {LOOP_LARGEST} pixels to each side")
    except NotThereError:
        return 1
    if refuse_unsound():
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for scale in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"):  # the size that was asked for is in pixels
        os.environ.pop(scale, None)
    moment = moment_at(plan, Ms(min(span.start + seconds(options.at), span.end - 1)))
    return (_write_loop if options.loop else _write_page)(options, _look(options, handbook), moment)


def _look(options: Namespace, handbook: Handbook) -> "Look":
    from backtimer.ui.look import Look  # noqa: PLC0415  # loads Qt
    from backtimer.ui.theme import THEMES, in_skin  # noqa: PLC0415

    theme = in_skin(THEMES[options.theme], options.skin)
    return Look(paths.shipped("assets"), handbook, theme, options.build, layer=options.layer)


def _write_page(options: Namespace, look: "Look", moment: Moment) -> int:
    """Write the whole page as the player shows it."""
    from backtimer.app import application  # noqa: PLC0415  # loads Qt
    from backtimer.ui.player_page import PlayerPage  # noqa: PLC0415

    app = application()
    page = PlayerPage(look, lambda: NOON)
    page.resize(*(options.size or PAGE_SIZE))
    page.show_moment(moment)
    saved = page.grab().save(str(options.output), "PNG")
    page.close()
    app.processEvents()
    if not saved:
        print(f"backtimer: {options.output}: could not be written", file=sys.stderr)
        return 1
    return 0


def _write_loop(options: Namespace, look: "Look", moment: Moment) -> int:
    """Write one whole round of the step's hands, the back alone, as an animation that begins anew at its end."""
    try:
        from PIL.Image import frombuffer  # noqa: PLC0415  # an extra
    except ImportError:
        print("backtimer: animations need the package Pillow: pip install 'backtimer[export]'", file=sys.stderr)
        return 1
    from backtimer.app import application  # noqa: PLC0415  # loads Qt
    from backtimer.core.motion import round_of  # noqa: PLC0415
    from backtimer.files.whole_file import write_whole_bytes  # noqa: PLC0415

    application()
    whole = round_of(moment.span.step)
    frame = max(FRAME, -(-whole // FRAMES // 10) * 10)  # a GIF counts in hundredths
    size = options.size or LOOP_SIZE
    pictures = [
        frombuffer("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)
        for image in _frames(moment, whole, frame, size, look)
    ]
    kind = options.output.suffix.lower().removeprefix(".")
    try:
        write_whole_bytes(options.output, _animated(pictures, kind, frame))
    except OSError as error:
        print(f"backtimer: {options.output}: {error.strerror or 'could not be written'}", file=sys.stderr)
        return 1
    return 0


def _frames(moment: Moment, whole: Ms, frame: int, size: tuple[int, int], look: "Look") -> "Iterator[QImage]":
    """Give the pictures of one round, from the moment on; the level and the clock stay as they are at that moment."""
    from PySide6.QtCore import QRectF  # noqa: PLC0415  # loads Qt
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415

    from backtimer.ui.paint_stage import paint_stage  # noqa: PLC0415

    for time in range(0, max(whole, frame), frame):
        image = QImage(*size, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            paint_stage(painter, QRectF(0, 0, *size), replace(moment, hands=Ms(moment.hands + time)), look)
        yield image


def _animated(pictures: "list[Image]", kind: str, frame: int) -> bytes:
    """Give the pictures as one file that begins anew at its end."""
    file = io.BytesIO()
    options: dict[str, int] = {"quality": 82, "method": 2} if kind == "webp" else {"optimize": 0}
    first, *others = pictures
    first.save(file, kind.upper(), save_all=True, append_images=others, duration=frame, loop=0, **options)
    return file.getvalue()
