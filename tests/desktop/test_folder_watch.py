"""Changes in folders are told once after each flurry, also to files that are saved by renaming."""

import pytest
from PySide6.QtCore import QTimer

from backtimer.desktop.folder_watch import FEW, FolderWatch


class Watched:
    """A folder with one file, watched; `changed` waits for the signal."""

    def __init__(self, folder, qtbot) -> None:
        self.folder, self.file, self.qtbot = folder, folder / "back.yaml", qtbot
        self.file.write_text("old")
        self.watch = FolderWatch()
        self.again()

    def again(self) -> None:
        self.watch.watch([self.folder], sorted(self.folder.glob("*.yaml")))

    def changed(self):
        return self.qtbot.waitSignal(self.watch.changed, timeout=3_000)

    def places(self) -> set[str]:
        return {*self.watch._watcher.directories(), *self.watch._watcher.files()}


@pytest.fixture
def watched(tmp_path, qtbot):
    watched = Watched(tmp_path, qtbot)
    yield watched
    watched.watch.watch([], [])
    watched.watch.findChild(QTimer).stop()


def test_a_new_file_is_told(watched):
    with watched.changed():
        (watched.folder / "neck.yaml").write_text("new")


def test_a_file_that_is_written_in_place_is_told(watched):
    with watched.changed():
        watched.file.write_text("longer than before")


def test_a_file_that_is_taken_away_is_told(watched):
    with watched.changed():
        watched.file.unlink()


def test_a_file_that_is_saved_by_renaming_is_told_each_time(watched):
    for text in ("first", "second"):
        with watched.changed():
            (watched.folder / "new.txt").write_text(text)
            (watched.folder / "new.txt").rename(watched.file)
        watched.again()
        assert str(watched.file) in watched.places()
    with watched.changed():
        watched.file.write_text("and in place")


def test_a_flurry_is_told_once(watched):
    told = []
    watched.watch.changed.connect(lambda: told.append(True))
    with watched.changed():
        for number in range(20):
            (watched.folder / f"{number}.yaml").write_text("new")
            watched.file.write_text(f"version {number}")
    assert told == [True]
    assert not watched.watch.findChild(QTimer).isActive()


def test_only_what_is_named_last_is_watched(watched, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    watched.watch.watch([other], [])
    assert watched.places() == {str(other)}


def test_of_a_folder_that_is_not_there_yet_the_nearest_above_is_watched(watched):
    watched.watch.watch([watched.folder / "none" / "routines"], [watched.folder / "none.yaml"])
    assert watched.places() == {str(watched.folder)}


def test_of_many_files_the_first_few_are_watched_and_the_folder_tells_of_the_others(watched):
    files = [watched.folder / f"{number:05}.yaml" for number in range(FEW + 50)]
    for file in files:
        file.touch()
    watched.watch.watch([watched.folder], files)
    assert watched.places() == {str(watched.folder), *map(str, files[:FEW])}
    with watched.changed():
        files[-2].rename(files[-1])


def test_nothing_ticks_while_nothing_changes(watched):
    assert not watched.watch.findChild(QTimer).isActive()
