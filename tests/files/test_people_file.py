"""People and likes on disk: whatever happens to the files, nothing that was in them is lost, and it is said."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.likes import NO_LIKES, Likes
from backtimer.core.person import LONGEST_NAME, LONGEST_NOTE, MOST, Person
from backtimer.files.likes_file import read_likes, write_likes
from backtimer.files.people_file import People, read_people, write_people

ANA = Person("Ana Ñandú", -1, frozenset({"shoulder", "sacrum"}), frozenset({"low_back"}), "Kalte Füße.\nTicklish.")
BEN = Person("Ben")

anyhow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(("name", "note", "people", "backtimer", "x")), inner, max_size=4)
    ),
    max_leaves=10,
)


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "data" / "people.json"
    write_people((ANA, BEN), file)
    return file


def in_the_folder(file) -> dict[str, bytes]:
    return {found.name: found.read_bytes() for found in file.parent.iterdir()}


def changed(file, change) -> None:
    saved = json.loads(file.read_text())
    change(saved)
    file.write_text(json.dumps(saved))


def test_what_was_written_is_read_again(file):
    assert read_people(file) == People((ANA, BEN))


def test_only_the_owner_may_read_it(file):
    assert file.stat().st_mode & 0o077 == 0


def test_without_a_file_there_is_nobody_and_no_trouble(tmp_path):
    assert read_people(tmp_path / "none.json") == People()
    assert read_likes(tmp_path / "none.json") == (NO_LIKES, None)


def test_a_damaged_file_is_said_and_set_aside_when_the_next_is_written(file):
    damaged = file.read_bytes()[:-20]
    file.write_bytes(damaged)
    people = read_people(file)
    assert people == People((), "damaged")
    assert in_the_folder(file) == {"people.json": damaged}  # to look changes nothing
    aside = write_people((BEN,), file)
    assert (aside.name, aside.read_bytes()) == ("people.damaged-1.json", damaged)
    assert read_people(file) == People((BEN,))


def test_a_newer_file_is_said_and_set_aside_too(file):
    changed(file, lambda saved: saved.update(backtimer=2))
    newer = file.read_bytes()
    assert read_people(file) == People((), "newer")
    aside = write_people(read_people(file).people, file)
    assert (aside.name, aside.read_bytes()) == ("people.newer-1.json", newer)


def test_nothing_that_was_set_aside_is_overwritten(file):
    for number in range(1, 4):
        file.write_text(f"broken {number}")
        assert write_people(read_people(file).people, file).name == f"people.damaged-{number}.json"
    (file.parent / "people.damaged-4.json").symlink_to(file.parent / "gone")
    file.write_text("broken 4")
    assert write_people(read_people(file).people, file).name == "people.damaged-5.json"
    (file.parent / "people.damaged-4.json").unlink()
    aside = in_the_folder(file)
    assert [aside[f"people.damaged-{number}.json"][-1:] for number in (1, 2, 3, 5)] == [b"1", b"2", b"3", b"4"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda ben: ben.update(pressure=2),
        lambda ben: ben.update(pressure=True),
        lambda ben: ben.update(name=""),
        lambda ben: ben.update(name="B" * (LONGEST_NAME + 1)),
        lambda ben: ben.update(name="ANA NANDU"),
        lambda ben: ben.update(note="x" * (LONGEST_NOTE + 1)),
        lambda ben: ben.update(leave_out="sacrum"),
        lambda ben: ben.update(more_here=[1]),
        lambda ben: ben.update(later="a key of a later version"),
        lambda ben: ben.pop("name"),
    ],
)
def test_one_damaged_person_costs_not_the_others_and_is_not_lost(file, damage):
    changed(file, lambda saved: damage(saved["people"][1]))
    before = file.read_bytes()
    people = read_people(file)
    assert people == People((ANA,), "damaged")
    aside = write_people(people.people, file)
    assert aside.read_bytes() == before
    assert read_people(file) == People((ANA,))


@anyhow
@given(data=st.binary(max_size=100) | ANY_JSON.map(lambda saved: json.dumps(saved).encode()))
def test_whatever_stands_in_the_files_nothing_raises_and_nothing_is_lost(tmp_path, data):
    for old in tmp_path.iterdir():
        old.unlink()
    for name in ("people.json", "likes.json"):
        (tmp_path / name).write_bytes(data)
    people, (likes, trouble) = read_people(tmp_path / "people.json"), read_likes(tmp_path / "likes.json")
    write_people(people.people, tmp_path / "people.json")
    write_likes(likes, tmp_path / "likes.json")
    kept = [found.read_bytes() for found in tmp_path.iterdir()]
    assert kept.count(data) + (not people.trouble) + (not trouble) >= 2
    assert read_people(tmp_path / "people.json") == People(people.people)
    assert read_likes(tmp_path / "likes.json") == (likes, None)


def test_the_fullest_file_that_can_be_written_can_be_read(tmp_path):
    people = tuple(
        Person(f"{number:03}" + "\U0001f642" * (LONGEST_NAME - 3), note="\U0001f642" * LONGEST_NOTE)
        for number in range(MOST)
    )
    write_people(people, tmp_path / "people.json")
    assert read_people(tmp_path / "people.json") == People(people)


def test_a_name_with_half_a_letter_can_be_written(tmp_path):
    people = (Person("A\ud83d"),)
    write_people(people, tmp_path / "people.json")
    assert read_people(tmp_path / "people.json") == People(people)


def test_where_it_cannot_be_written_the_old_one_stays(file):
    (file.parent / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        write_people((BEN,), file.parent / "file" / "people.json")
    assert read_people(file) == People((ANA, BEN))


def test_what_was_set_aside_once_is_not_set_aside_again(file):
    file.write_text("broken")
    assert [write_people(people, file) is None for people in ((ANA,), (ANA, BEN))] == [False, True]
    assert read_people(file) == People((ANA, BEN))


def test_likes_are_read_as_they_were_written(tmp_path):
    likes = Likes(frozenset({"b", "a"}), ("c", "a"))
    assert write_likes(likes, tmp_path / "likes.json") is None
    assert read_likes(tmp_path / "likes.json") == (likes, None)


@pytest.mark.parametrize("favourites", ["a", [1], {"a": 1}])
def test_likes_of_another_make_are_damaged(tmp_path, favourites):
    (tmp_path / "likes.json").write_text(json.dumps({"backtimer": 1, "favourites": favourites, "played": []}))
    assert read_likes(tmp_path / "likes.json") == (NO_LIKES, "damaged")
