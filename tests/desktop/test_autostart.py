"""The file that starts the program at login: off by default, quoted as the format wants it, gone when it is off."""

import re
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.desktop import autostart
from backtimer.desktop.autostart import autostart_file, entry, exec_line, is_on, program, switch, trouble_here


@pytest.fixture(autouse=True)
def linux(monkeypatch):
    monkeypatch.setattr(autostart.platform, "system", lambda: "Linux")


@pytest.fixture
def login(tmp_path):
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_it_is_off_until_it_is_switched_on(login):
    assert not is_on(login)
    switch(on=True, environment=login)
    assert is_on(login)
    file = autostart_file(login)
    assert file.read_text().startswith("[Desktop Entry]\nType=Application\n")
    assert file.read_text().splitlines()[4].endswith(" open --minimised")
    assert [each.name for each in file.parent.iterdir()] == ["backtimer.desktop"]
    switch(on=False, environment=login)
    switch(on=False, environment=login)
    assert not is_on(login)
    assert list(file.parent.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(login, tmp_path):
    (tmp_path / "config").write_text("a file")
    with pytest.raises(OSError, match="config"):
        switch(on=True, environment=login)


def test_the_old_file_stays_where_the_new_one_cannot_be_written(login, monkeypatch):
    switch(on=True, environment=login)
    file = autostart_file(login)
    file.write_text("old")
    monkeypatch.setattr(autostart, "entry", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        switch(on=True, environment=login)
    assert file.read_text() == "old"
    assert [each.name for each in file.parent.iterdir()] == ["backtimer.desktop"]


def test_a_stick_and_another_system_are_left_alone(login, monkeypatch):
    stick = {**login, "BACKTIMER_HOME": "/media/stick"}
    switch(on=True, environment=stick)
    assert not is_on(stick)
    assert trouble_here(stick)
    monkeypatch.setattr(autostart.platform, "system", lambda: "Darwin")
    switch(on=True, environment=login)
    assert not is_on(login)


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("backtimer", "backtimer"), ("/opt/my tools/backtimer", '"/opt/my tools/backtimer"'), ("100%", "100%%"),
        ("a`b", '"a\\\\`b"'),
        ('say "hi"', '"say \\\\"hi\\\\""'), ("a$b", '"a\\\\$b"'), ("a\\b", '"a\\\\\\\\b"'), ("", '""'),
    ],
)  # fmt: skip
def test_words_are_quoted_as_the_format_wants_it(word, line):
    assert exec_line([word]) == line


WORDS = st.lists(
    st.text(st.characters(codec="ascii", exclude_characters="\0\r\n"), max_size=12), min_size=1, max_size=4
)


@given(WORDS)
def test_whatever_a_path_holds_the_desktop_reads_the_same_words(words):
    assert understood(exec_line(words)) == words


def understood(line):
    """As the format has it: undo the escapes of any text, then the quotes, then the percent signs."""
    text = line.replace("\\\\", "\\")
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)', text)
    return [(bare or re.sub(r"\\(.)", r"\1", quoted)).replace("%%", "%") for quoted, bare in found]


def test_the_file_is_for_all_that_read_it(login):
    switch(on=True, environment=login)
    assert stat.S_IMODE(autostart_file(login).stat().st_mode) & 0o400


def test_how_the_program_is_started(monkeypatch, tmp_path):
    assert program({"APPIMAGE": "/home/me/backtimer.AppImage"}) == ["/home/me/backtimer.AppImage"]
    python = tmp_path / "bin" / "python3"
    monkeypatch.setattr(autostart.sys, "executable", str(python))
    monkeypatch.setattr(autostart.shutil, "which", lambda _: None)
    assert program({}) == [str(python), "-m", "backtimer"]
    python.parent.mkdir()
    python.with_name("backtimer").write_text("")
    python.with_name("backtimer").chmod(0o755)
    assert program({}) == [str(python.with_name("backtimer"))]
    monkeypatch.setattr(autostart.sys, "frozen", True, raising=False)
    assert program({}) == [str(python)]


def test_the_entry_is_one_that_desktops_read():
    lines = entry(["a b", "open"]).splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert dict(line.split("=", 1) for line in lines[1:])["Exec"] == '"a b" open'
