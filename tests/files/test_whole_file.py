"""A file is written whole or not at all."""

import os
import stat

import pytest

from backtimer.files.whole_file import write_whole


def test_a_new_file_is_written_with_its_folders(tmp_path):
    file = tmp_path / "far" / "away" / "file.json"
    write_whole(file, "schön\n")
    assert file.read_bytes() == "schön\n".encode()


def test_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path):
    file = tmp_path / "file.json"
    file.write_text("a long old text")
    write_whole(file, "new")
    assert (file.read_text(), os.listdir(tmp_path)) == ("new", ["file.json"])  # noqa: PTH208  # names


def test_who_reads_the_old_file_meanwhile_reads_it_to_its_end(tmp_path):
    file = tmp_path / "file.json"
    file.write_text("old")
    with file.open() as reader:
        write_whole(file, "new")
        assert reader.read() == "old"


def test_a_text_that_cannot_be_written_leaves_the_old_file_untouched(tmp_path):
    file = tmp_path / "file.json"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "new \ud800")
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("file.json", "old")]


def test_a_place_that_is_taken_by_a_folder_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "file.json"
    (folder / "in-it").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_whole(folder, "new")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file" / "settings.json", "new")
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_link_stays_a_link_and_what_it_points_to_is_written(tmp_path):
    """Who keeps settings in a repository of dotfiles links to them."""
    target, link = tmp_path / "dotfiles.json", tmp_path / "settings.json"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, "new")
    assert (link.is_symlink(), target.read_text()) == (True, "new")


@pytest.mark.parametrize(("private", "modes"), [(True, (0o600, 0o700)), (False, (0o664, 0o775))])
def test_what_is_personal_is_for_nobody_else(tmp_path, private, modes):
    file = tmp_path / "folder" / "file.txt"
    before = os.umask(0o002)
    try:
        write_whole(file, "text", private=private)
        write_whole(file, "again", private=private)
        assert os.umask(0o002) == 0o002
    finally:
        os.umask(before)
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == modes


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    file = tmp_path / "file.json"
    file.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, "new")
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("file.json", "old")]
