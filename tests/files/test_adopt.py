"""Files come into the own folder checked, under a name of their own, and over nothing."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.files import paths
from backtimer.files.adopt import Adopted, Refused, adopt, copy_to_edit, tidy_name
from backtimer.files.library import files_in
from backtimer.files.routine_file import read_routine
from backtimer.files.text_file import MAX_BYTES

TEXT = "backtimer: 1\ntitle: {}\nsteps:\n- {{stroke: hold, region: whole_back, time: 30}}\n"


class Place:
    """A download folder, and the own folder, which does not exist yet."""

    def __init__(self, place, handbook) -> None:
        self.from_, self.own, self.handbook = place / "downloads", place / "data" / "routines", handbook
        self.from_.mkdir()

    def put(self, name: str, title: str = "A try"):
        file = self.from_ / name
        file.write_text(TEXT.format(title), encoding="utf-8")
        return file

    def adopt(self, file, taken=()):
        return adopt(file, self.own, self.handbook, taken)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.own.iterdir()) if self.own.exists() else []


@pytest.fixture
def place(tmp_path, handbook):
    return Place(tmp_path, handbook)


def test_a_good_file_is_added_as_it_is(place):
    file = place.put("back.yml", "Größe")
    adopted = place.adopt(file)
    assert adopted == Adopted(place.own / "back.yaml", new=True)
    assert adopted.file.read_bytes() == file.read_bytes()


def late(place, extends="back"):
    file = place.from_ / "late.yaml"
    file.write_text(f"backtimer: 1  # and so on\nextend: {extends}  # beside it\ntitle: Late\n")
    return file


def test_what_a_file_extends_is_added_with_it(place, handbook):
    place.put("back.yaml")
    adopted = place.adopt(late(place))
    assert (adopted.new, place.names()) == (True, ["back.yaml", "late.yaml"])
    assert read_routine(adopted.file, handbook).routine.extends == "back"
    assert not place.adopt(late(place)).new


def test_it_keeps_extending_the_same_where_that_gets_another_name(place, handbook):
    place.put("back.yaml", "Mine")
    place.adopt(late(place))
    place.put("back.yaml", "Another one")
    late(place, "'back'")
    adopted = place.adopt(place.from_ / "late.yaml", {"back"})
    assert place.names() == ["back-2.yaml", "back.yaml", "late-2.yaml", "late.yaml"]
    assert adopted.file.read_text() == "backtimer: 1  # and so on\nextend: back-2  # beside it\ntitle: Late\n"
    assert read_routine(adopted.file, handbook).routine.extends == "back-2"


def test_a_name_that_cannot_be_written_over_is_told(place):
    place.put("back.yaml", "Mine")
    refused = place.adopt(late(place, ">-\n  back"), {"back"})
    assert isinstance(refused, Refused)
    assert (refused.problems[0].line, refused.problems[0].column) == (2, 9)


def test_a_copy_to_edit_brings_what_it_extends(place, handbook):
    place.put("back.yaml")
    copy = copy_to_edit(late(place), place.own)
    assert (copy.name, place.names()) == ("late.yaml", ["back.yaml", "late.yaml"])
    assert read_routine(copy, handbook).routine


def test_a_copy_to_edit_stands_on_what_is_ones_own_already(place):
    place.put("back.yaml", "Shipped")
    place.own.mkdir(parents=True)
    (place.own / "back.yml").write_text(TEXT.format("Mine"))
    copy_to_edit(late(place), place.own)
    assert place.names() == ["back.yml", "late.yaml"]


def test_warnings_do_not_keep_it_out_and_are_told(place):
    file = place.from_ / "rub.yaml"
    file.write_text(TEXT.format("Rub") + "- {stroke: c_scoop, region: upper_trap, side: left, time: 60, pressure: 3}\n")
    adopted = place.adopt(file)
    assert adopted.new
    assert adopted.problems
    assert {problem.severity for problem in adopted.problems} == {"warning"}


def test_a_bad_file_is_refused_with_all_its_problems_and_nothing_is_written(place):
    file = place.from_ / "bad.yaml"
    file.write_text("backtimer: 1\ntitel: A\nsteps:\n- {stroke: no, region: whole_back, time: 30}\n")
    refused = place.adopt(file)
    assert isinstance(refused, Refused)
    assert len(refused.problems) >= 2
    assert {problem.file for problem in refused.problems} == {str(file)}
    assert not place.own.exists()


@pytest.mark.parametrize("make", ["folder", "pipe", "large", "none", "binary", "dangling"])
def test_what_is_no_small_text_file_is_refused(place, make):
    file = place.from_ / "a.yaml"
    if make == "folder":
        file.mkdir()
    elif make == "pipe":
        os.mkfifo(file)
    elif make == "large":
        file.write_bytes(b"#" * (MAX_BYTES + 1))
    elif make == "binary":
        file.write_bytes(b"\xff\x00")
    elif make == "dangling":
        file.symlink_to(place.from_ / "gone")
    assert isinstance(place.adopt(file), Refused)
    assert place.names() == []


def test_of_a_link_what_it_leads_to_is_copied(place):
    link = place.from_ / "link.yaml"
    link.symlink_to(place.put("real.yaml"))
    adopted = place.adopt(link)
    assert not adopted.file.is_symlink()
    assert adopted.file.name == "link.yaml"


def test_another_file_of_the_same_name_gets_a_number(place):
    for number in range(3):
        place.adopt(place.put("back.yaml", f"Back {number}"))
    assert place.names() == ["back-2.yaml", "back-3.yaml", "back.yaml"]
    assert [file.read_text() for file in files_in(place.own)] == [TEXT.format(f"Back {at}") for at in (1, 2, 0)]


def test_the_other_ending_and_a_shipped_name_count_too(place):
    place.own.mkdir(parents=True)
    (place.own / "back.yml").write_text("mine")
    assert place.adopt(place.put("back.yaml")).file.name == "back-2.yaml"
    assert place.adopt(place.put("Neck.yaml"), taken={"neck"}).file.name == "Neck-2.yaml"
    assert (place.own / "back.yml").read_text() == "mine"


def test_the_same_file_twice_is_one(place):
    file = place.put("back.yaml")
    first, second = place.adopt(file), place.adopt(file)
    assert (first.new, second.new, second.file) == (True, False, first.file)
    assert place.names() == ["back.yaml"]
    assert place.adopt(file, taken={"back"}) == second


def test_a_file_that_lies_there_already_stays_where_it_is(place):
    place.own.mkdir(parents=True)
    file = place.own / "back.yaml"
    file.write_text(TEXT.format("Mine"))
    assert place.adopt(file) == Adopted(file, new=False)
    assert place.names() == ["back.yaml"]


@pytest.mark.parametrize("there", ["dangling", "link", "folder"])
def test_nothing_in_the_folder_is_followed_or_replaced(place, there):
    outside = place.from_ / "precious"
    place.own.mkdir(parents=True)
    path = place.own / "back.yaml"
    if there == "folder":
        path.mkdir()
    else:
        path.symlink_to(outside)
    if there == "link":
        outside.write_text(TEXT.format("A try"))
    before = outside.read_bytes() if outside.exists() else None
    assert place.adopt(place.put("back.yaml")).file.name == "back-2.yaml"
    assert (outside.read_bytes() if outside.exists() else None) == before
    assert path.is_dir() or path.is_symlink()


def test_a_file_that_comes_at_the_same_moment_is_not_overwritten(place, monkeypatch):
    place.own.mkdir(parents=True)
    (place.own / "back.yaml").write_text("just now")
    monkeypatch.setattr("backtimer.files.adopt.os.path.lexists", lambda _: False)
    assert place.adopt(place.put("back.yaml")).file.name == "back-2.yaml"
    assert (place.own / "back.yaml").read_text() == "just now"


def test_where_the_disk_is_full_nothing_half_written_stays(place, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backtimer.files.adopt.os.fsync", full)
    with pytest.raises(OSError, match="space"):
        place.adopt(place.put("back.yaml"))
    assert place.names() == []


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("back", "back"),
        ("Mein Rücken (2)", "Mein Rücken (2)"),
        ("..", "routine"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a/b\\c:d\0e\nf", "a-b-c-d-e-f"),
        ("con", "routine-con"),
        ("NUL.old", "routine-NUL.old"),
        ("\udce9", "routine"),
        ("x" * 300, "x" * 60),
    ],
)
def test_names_are_tidied(name, tidy):
    assert tidy_name(name) == tidy


@given(name=st.text(max_size=100))
def test_no_name_leads_out_of_the_folder_or_hides(name):
    tidy = tidy_name(name)
    assert tidy
    assert not set('/\\:\0\n*?"<>|') & set(tidy)
    assert tidy[0] not in ".- "
    assert tidy_name(tidy) == tidy
    assert len(tidy.encode()) < 250


def test_a_shipped_routine_is_copied_to_be_changed_and_only_once(place):
    shipped = paths.shipped("routines") / "first-back-10.yaml"
    mine = copy_to_edit(shipped, place.own)
    assert (mine.name, mine.read_bytes()) == (shipped.name, shipped.read_bytes())
    mine.write_text("changed")
    assert copy_to_edit(shipped, place.own) == mine
    assert mine.read_text() == "changed"
    mine.rename(mine.with_suffix(".yml"))
    assert copy_to_edit(shipped, place.own) == mine.with_suffix(".yml")
