"""Tells when files of some folders change. Knows folders and files; reads none of them."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

CALM: Final = 200
"""Milliseconds without a change before it is told: editors save in several strokes."""


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
        """Watch these from now on. A file saved by renaming must be named anew: call this after each change."""
        wanted = {str(_nearest(folder)) for folder in folders} | {str(file) for file in files if file.exists()}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)


def _nearest(folder: Path) -> Path:
    """The folder, or while it does not exist the nearest one above that does: it tells when the folder comes."""
    return next((above for above in (folder, *folder.parents) if os.path.isdir(above)), folder)  # noqa: PTH112  # asks, and never raises
