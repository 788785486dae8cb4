"""The library: a person's own files before the shipped ones, each read once as long as it stays as it is."""

import os
from dataclasses import replace

import pytest

from backtimer.files.index_file import read_index, write_index
from backtimer.files.library import FRONT, Library, entries, files_in, find, read_entry

TEXT = "backtimer: 1\ntitle: {title}\nsteps:\n- {{stroke: hold, region: whole_back, time: 30}}\n"

FROM_THE_INDEX = "told by the index"


class Folders:
    """Shipped and own routines in a place of their own, and the index of both."""

    def __init__(self, place, handbook) -> None:
        self.shipped, self.own, self.index = place / "shipped", place / "own", place / "cache" / "library.json"
        self.handbook = handbook
        self.shipped.mkdir()
        self.own.mkdir()

    def put(self, folder, name: str, title: str = "A try"):
        file = folder / name
        file.write_text(TEXT.format(title=title), encoding="utf-8")
        return file

    def read(self, version: str = "1"):
        return entries(self.shipped, self.own, self.handbook, self.index, version)

    def library(self, version: str = "1", **options) -> Library:
        return Library(self.shipped, self.own, self.handbook, self.index, version, **options)

    def titles(self, version: str = "1") -> list[tuple[str, str, str]]:
        return [(entry.id, entry.origin, entry.title) for entry in self.read(version)]

    def mark(self) -> None:
        """Let the index tell other titles than the files, so that one sees which of them was asked."""
        told = [
            known._replace(entry=replace(known.entry, card=replace(known.entry.card, title=FROM_THE_INDEX)))
            for known in read_index(self.index, "1")
        ]
        write_index(told, self.index, "1")

    def remembered(self) -> list[str]:
        return [known.entry.file for known in read_index(self.index, "1")]


def titles(entries) -> list[str]:
    return [entry.title for entry in entries]


def refreshed(library: Library) -> list[str]:
    for _ in library.refresh():
        pass
    return titles(library.entries)


@pytest.fixture
def folders(tmp_path, handbook):
    return Folders(tmp_path, handbook)


def test_own_files_come_first_and_each_folder_in_the_order_of_names(folders):
    for name in ("b.yaml", "a.yml"):
        folders.put(folders.shipped, name)
    for name in ("z.yaml", "c.yaml"):
        folders.put(folders.own, name)
    assert [(entry.id, entry.origin) for entry in folders.read()] == [
        ("c", "own"),
        ("z", "own"),
        ("a", "shipped"),
        ("b", "shipped"),
    ]


def test_an_own_file_takes_the_place_of_the_shipped_one_with_its_name(folders):
    folders.put(folders.shipped, "back.yaml", "Shipped")
    folders.put(folders.shipped, "neck.yaml", "Neck")
    folders.put(folders.own, "back.yml", "Mine")
    assert folders.titles() == [("back", "own", "Mine"), ("neck", "shipped", "Neck")]


def test_without_the_own_file_the_shipped_one_is_back(folders):
    folders.put(folders.shipped, "back.yaml", "Shipped")
    mine = folders.put(folders.own, "back.yaml", "Mine")
    assert folders.titles() == [("back", "own", "Mine")]
    mine.unlink()
    assert folders.titles() == [("back", "shipped", "Shipped")]


def test_only_routine_files_count_and_hidden_ones_do_not(folders):
    for name in ("a.yaml", "b.yml", ".c.yaml", "d.yaml~", "e.txt", "f.yaml.swp"):
        folders.put(folders.own, name)
    assert [file.name for file in files_in(folders.own)] == ["a.yaml", "b.yml"]


def test_folders_that_are_not_there_are_empty(folders, tmp_path):
    assert files_in(tmp_path / "none") == []
    assert entries(tmp_path / "none", tmp_path / "nowhere", folders.handbook, folders.index, "1") == []


def test_a_broken_file_stands_there_with_its_problems(folders):
    file = folders.own / "sunday.yaml"
    file.write_text("backtimer: 1\n")
    (entry,) = folders.read()
    assert (entry.id, entry.title, entry.card) == ("sunday", "sunday", None)
    assert [problem.file for problem in entry.problems] == [str(file)] * len(entry.problems)
    assert entry.problems


def test_a_folder_a_dangling_link_and_a_pipe_with_the_name_of_a_routine_do_no_harm(folders):
    (folders.own / "folder.yaml").mkdir()
    (folders.own / "link.yaml").symlink_to(folders.own / "gone")
    os.mkfifo(folders.own / "pipe.yaml")
    assert [(entry.id, entry.card, len(entry.problems)) for entry in folders.read()] == [
        ("folder", None, 1),
        ("link", None, 1),
        ("pipe", None, 1),
    ]


def test_a_file_that_stays_as_it_is_is_not_read_again(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.read()
    folders.mark()
    assert folders.titles() == [("back", "own", FROM_THE_INDEX)]


def test_a_file_is_read_again_when_what_it_extends_changes_comes_or_goes(folders):
    folders.put(folders.own, "back.yaml", "Back")
    (folders.own / "late.yaml").write_text("backtimer: 1\nextend: back\n")
    assert [title for *_, title in folders.titles()] == ["Back", "Back"]
    folders.mark()
    assert [title for *_, title in folders.titles()] == [FROM_THE_INDEX] * 2
    folders.put(folders.own, "back.yaml", "Another back")
    assert [title for *_, title in folders.titles()] == ["Another back"] * 2
    (folders.own / "back.yaml").unlink()
    assert [title for *_, title in folders.titles()] == ["late"]
    folders.put(folders.own, "back.yml", "Here again")
    assert [title for *_, title in folders.titles()] == ["Here again"] * 2


@pytest.mark.parametrize("change", ["size", "time", "place"])
def test_a_file_that_changed_in_any_way_is_read_again(folders, change):
    file = folders.put(folders.own, "back.yaml", "Back")
    folders.put(folders.own, "neck.yaml", "Neck")
    folders.read()
    folders.mark()
    found = file.stat()
    if change == "size":
        folders.put(folders.own, "back.yaml", "Longer")
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    elif change == "time":
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    else:
        other = folders.put(folders.own, "other.txt", "Cold")
        os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
        other.replace(file)
    title = {"size": "Longer", "time": "Back", "place": "Cold"}[change]
    assert folders.titles() == [("back", "own", title), ("neck", "own", FROM_THE_INDEX)]


def test_a_file_that_may_be_read_at_last_is_read_again(folders):
    """Its problem says: change its permissions. Who does so must not see the same problem for ever."""
    file = folders.put(folders.own, "back.yaml", "Back")
    folders.read()
    folders.mark()
    file.chmod(0o600)
    assert folders.titles() == [("back", "own", "Back")]


def test_another_version_of_the_program_reads_everything_again(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.read()
    folders.mark()
    assert folders.titles("2") == [("back", "own", "Back")]
    assert folders.titles("2") == [("back", "own", "Back")]


def test_a_damaged_index_is_written_anew(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.index.parent.mkdir()
    folders.index.write_bytes(b"\x00\xff{")
    assert folders.titles() == [("back", "own", "Back")]
    folders.mark()
    assert folders.titles() == [("back", "own", FROM_THE_INDEX)]


def test_what_was_taken_away_is_gone(folders):
    folders.put(folders.own, "back.yaml")
    file = folders.put(folders.own, "neck.yaml")
    folders.read()
    file.unlink()
    assert [entry.id for entry in folders.read()] == ["back"]


def test_what_is_out_of_date_is_forgotten_when_there_is_much_of_it(folders, monkeypatch):
    monkeypatch.setattr("backtimer.files.library._WASTE", 3)
    file = folders.put(folders.own, "back.yaml", "Version 0")
    for version in range(1, 12):
        folders.put(folders.own, "back.yaml", f"Version {version}")
        os.utime(file, ns=(version, version))
        assert titles(folders.read()) == [f"Version {version}"]
        assert len(folders.remembered()) <= 5


def test_an_index_that_still_holds_is_not_written_again(folders):
    folders.put(folders.own, "back.yaml")
    folders.read()
    written = [folders.index, folders.index.with_name("front-library.json")]
    before = [file.stat() for file in written]
    folders.read()
    after = [file.stat() for file in written]
    assert [(file.st_ino, file.st_mtime_ns) for file in after] == [(file.st_ino, file.st_mtime_ns) for file in before]


def test_where_no_index_can_be_written_the_files_are_read_each_time(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.index.parent.write_text("a file where the folder should be")
    assert folders.titles() == [("back", "own", "Back")]
    assert folders.titles() == [("back", "own", "Back")]


def test_a_name_means_the_own_file_before_the_shipped_one(folders):
    shipped = folders.put(folders.shipped, "back.yaml")
    neck = folders.put(folders.shipped, "neck.yml")
    assert find("back.yaml", folders.shipped, folders.own) == shipped
    assert find("back", folders.shipped, folders.own) == shipped
    own = folders.put(folders.own, "back.yml")
    assert find("back", folders.shipped, folders.own) == own
    assert find("neck", folders.shipped, folders.own) == neck


@pytest.mark.parametrize("given", ["./back", "folder/back", "/back", "nobody"])
def test_what_is_no_name_of_the_library_is_a_path(folders, given):
    folders.put(folders.own, "back.yaml")
    assert str(find(given, folders.shipped, folders.own)) == given.removeprefix("./")


def test_a_name_cannot_leave_the_library(folders):
    folders.put(folders.own.parent, "secret.yaml")
    assert str(find("../secret", folders.shipped, folders.own)) == "../secret"


def test_one_file_is_read_by_itself_too(folders):
    file = folders.put(folders.own, "back.yaml", "Back")
    entry = read_entry(file, "own", folders.handbook)
    assert (entry.id, entry.file, entry.origin, entry.title, entry.problems) == ("back", str(file), "own", "Back", ())


def test_the_first_frame_shows_what_was_there_before_without_looking_at_it(folders):
    file = folders.put(folders.own, "back.yaml", "Back")
    folders.put(folders.shipped, "neck.yaml", "Neck")
    folders.read()
    file.unlink()
    library = folders.library()
    assert titles(library.front()) == ["Back", "Neck"]
    assert refreshed(library) == ["Neck"]


def test_the_first_frame_of_all_shows_what_is_shipped(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.put(folders.shipped, "neck.yaml", "Neck")
    library = folders.library()
    assert titles(library.front()) == ["Neck"]
    assert refreshed(library) == ["Back", "Neck"]
    folders.mark()
    assert refreshed(folders.library()) == [FROM_THE_INDEX] * 2  # and nothing is read twice


def test_the_first_frame_reads_no_more_than_it_shows(folders):
    """However many files there are: that is what keeps the start as quick as with a few."""
    for number in range(FRONT + 20):
        folders.put(folders.own, f"{number:03}.yaml", f"Routine {number}")
    folders.read()
    folders.index.unlink()
    library = folders.library()
    assert titles(library.front()) == [f"Routine {number}" for number in range(FRONT)]


def test_the_next_first_frame_shows_what_the_page_puts_first(folders):
    for name in ("a", "b", "c"):
        folders.put(folders.own, f"{name}.yaml", name)
    refreshed(folders.library(order=reversed))
    assert titles(folders.library().front()) == ["c", "b", "a"]


def test_a_first_frame_of_another_version_is_not_shown(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.read()
    assert folders.library("2").front() == []


def test_new_files_are_read_one_after_the_other_and_shown_from_time_to_time(folders):
    count = 200
    for number in range(count):
        folders.put(folders.own, f"{number:03}.yaml")
    library = folders.library()
    seen = [(progress, library.entries) for progress in library.refresh()]
    read = [progress.read for progress, _ in seen if progress.of]
    assert read == [*range(1, count + 1), count]
    lists = [entries for at, (_, entries) in enumerate(seen) if at == 0 or entries is not seen[at - 1][1]]
    assert len(lists[-1]) == count
    assert 2 < len(lists) < 10


def test_a_look_that_was_given_up_can_be_begun_again(folders):
    for name in ("a", "b", "c"):
        folders.put(folders.own, f"{name}.yaml", name)
    library = folders.library()
    steps = len(list(folders.library("other").refresh()))
    for given_up in range(steps):
        for _ in zip(range(given_up), library.refresh(), strict=False):
            pass
        assert set(titles(library.entries)) <= {"a", "b", "c"}
    assert refreshed(library) == ["a", "b", "c"]


def test_a_second_look_at_the_same_library_asks_the_disk_and_not_the_index(folders):
    file = folders.put(folders.own, "back.yaml", "Back")
    library = folders.library()
    refreshed(library)
    folders.mark()
    before = library.entries
    assert refreshed(library) == ["Back"]
    assert library.entries is before
    folders.put(folders.own, "back.yaml", "Changed")
    os.utime(file, ns=(1, 1))
    assert refreshed(library) == ["Changed"]


def test_the_newest_files_are_those_that_were_written_last(folders):
    for number, name in enumerate(("b", "c", "a")):
        os.utime(folders.put(folders.own, f"{name}.yaml"), ns=(number, number))
    library = folders.library()
    refreshed(library)
    assert [file.stem for file in library.newest(2)] == ["a", "c"]


def test_a_line_of_the_index_that_was_damaged_is_read_again(folders):
    folders.put(folders.own, "back.yaml", "Back")
    folders.put(folders.own, "neck.yaml", "Neck")
    folders.read()
    folders.mark()
    whole = folders.index.read_bytes()
    folders.index.write_bytes(whole.replace(b'"back"', b'"bock"'))
    assert titles(folders.read()) == ["Back", FROM_THE_INDEX]
