"""Tells when files of some folders change. Knows folders and files; reads none of them.

A folder tells when a file comes, goes, or is saved by renaming, as most editors save. One that is written in place is
told of only where the file itself is watched. That costs the system a handle for each, so it is done for a few: who
watches names first those that are being worked on, and looks at all files again when the person comes back.
"""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

CALM: Final = 200
"""Milliseconds without a change before it is told: editors save in several strokes."""

FEW: Final = 100
"""So many files are watched one by one."""


class FolderWatch(QObject):
    """Watches folders and the files in them. `changed` comes once after each flurry of changes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(lambda _: self._calm.start())
        self._watcher.fileChanged.connect(lambda _: self._calm.start())

    def watch(self, folders: list[Path], files: list[Path]) -> None:
        """Watch these folders from now on, and the first `FEW` of the files that are there.

        A file saved by renaming must be named anew: call this after each change.
        """
        few = [file for file in files[:FEW] if file.exists()]
        wanted = {str(_nearest(folder)) for folder in folders} | {str(file) for file in few}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)


def _nearest(folder: Path) -> Path:
    """The folder, or while it does not exist the nearest one above that does: it tells when the folder comes."""
    return next((above for above in (folder, *folder.parents) if os.path.isdir(above)), folder)  # noqa: PTH112  # asks, and never raises
