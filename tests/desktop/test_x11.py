"""An X server is asked without Xlib: what it says is understood, and nothing that it does can end the program."""

import struct
import tempfile
from pathlib import Path

import pytest

from backtimer.desktop import x11
from backtimer.desktop.busy import Busy
from backtimer.desktop.idle import Idle, sources
from backtimer.desktop.x11 import Display, cookie_for, display_of, x_server
from tests.desktop.x_servers import FILM, ROOT, FakeX

HERE = {"DISPLAY": ":77", "HOME": "/nowhere"}


@pytest.fixture
def server(monkeypatch):
    """A socket's path must be short: pytest's folders are too deep."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(x11, "SOCKETS", f"{folder}/X")
        monkeypatch.setattr(x11, "PATIENCE", 2.0)
        fake = FakeX(Path(folder) / "X77")
        yield fake
        fake.close()


@pytest.mark.parametrize(
    ("name", "display"),
    [(":0", ("", 0)), (":11.0", ("", 11)), ("unix:1", ("", 1)), ("far:10.0", ("far", 10)), ("host/unix:2", ("", 2)),
     ("", None), ("0", None), (":x", None), ("wayland-0", None)],
)  # fmt: skip
def test_a_display_is_understood_by_its_name(name, display):
    assert display_of(name) == display


def test_idle_time_is_told(server):
    found = x_server(HERE)
    assert (found.root, found.idle()) == (ROOT, 4_000)
    server.idle = 9
    assert found.idle() == 9
    found.close()


def test_without_the_extension_idle_time_is_unknown(server):
    server.saver = False
    found = x_server(HERE)
    assert found.idle() is None
    found.close()
    assert Idle(sources("Linux", HERE)[:1]).read() is None


def test_idle_reads_again_when_the_server_comes_back(server):
    idle = Idle(sources("Linux", HERE)[:1])
    assert (idle.read(), idle.name) == (4_000, "by the X server")
    server.drop()
    assert idle.read() == 4_000  # by a new connection
    server.close()
    assert (idle.read(), idle.name) == (None, "")


def test_what_a_server_sends_unasked_is_passed_over(server):
    server.noise = (
        bytes([34]).ljust(32, b"\0") + (bytes([35, 0, 0, 0]) + struct.pack("<I", 2)).ljust(32, b"\0") + bytes(8)
    )
    found = x_server(HERE)
    assert found.idle() == 4_000
    found.close()


def test_a_server_that_refuses_says_why(server):
    server.refuses = True
    with pytest.raises(ConnectionRefusedError, match="No!"):
        x_server(HERE)


def test_a_server_that_breaks_off_is_no_server(server):
    found = x_server(HERE)
    server.cut = True
    with pytest.raises(OSError, match="gone"):
        found.idle()
    found.close()


def test_without_a_display_there_is_nobody_to_ask():
    with pytest.raises(OSError, match="no X display"):
        x_server({})
    with pytest.raises(OSError):  # noqa: PT011  # whatever the system says
        x_server({"DISPLAY": ":76543"})


def test_a_window_that_fills_the_screen_is_seen(server):
    server.show(ROOT, "_NET_SUPPORTED", "_NET_ACTIVE_WINDOW", "_NET_WM_STATE")
    server.show(ROOT, "_NET_ACTIVE_WINDOW", FILM)
    server.show(FILM, "_NET_WM_STATE", "_NET_WM_STATE_ABOVE", "_NET_WM_STATE_FULLSCREEN")
    busy = Busy(HERE, system="Linux")
    assert busy.full_screen() is True
    server.show(FILM, "_NET_WM_STATE", "_NET_WM_STATE_ABOVE")
    assert busy.full_screen() is False
    busy.close()


def test_a_window_that_has_just_gone_fills_nothing(server):
    server.show(ROOT, "_NET_SUPPORTED", "_NET_ACTIVE_WINDOW")
    server.show(ROOT, "_NET_ACTIVE_WINDOW", 0x999)
    busy = Busy(HERE, system="Linux")
    assert busy.full_screen() is False
    server.show(ROOT, "_NET_ACTIVE_WINDOW", 0)
    assert busy.full_screen() is False
    busy.close()


def test_where_no_window_manager_says_what_is_in_front_it_is_unknown(server):
    busy = Busy(HERE, system="Linux")
    assert busy.full_screen() is None
    server.close()
    assert busy.full_screen() is None


@pytest.mark.parametrize("environment", [{**HERE, "WAYLAND_DISPLAY": "wayland-0"}, {}])
def test_under_wayland_x_is_not_asked(server, environment):  # noqa: ARG001
    assert Busy(environment, system="Linux").full_screen() is None
    assert "X server" not in "".join(getattr(made, "name", "") for made in sources("Linux", environment))


def entry(number, name=b"MIT-MAGIC-COOKIE-1", cookie=b"sesame"):
    fields = (b"host", number.encode(), name, cookie)
    return b"\1\0" + b"".join(struct.pack(">H", len(field)) + field for field in fields)


@pytest.mark.parametrize(
    ("data", "cookie"),
    [
        (entry("7"), b"sesame"), (entry(""), b"sesame"), (entry("8") + entry("7", cookie=b"mine"), b"mine"),
        (entry("8"), b""), (entry("7", name=b"XDM-AUTHORIZATION-1"), b""), (entry("7")[:-2], b"sesa"),
        (b"\1", b""), (b"", b""),
    ],
)  # fmt: skip
def test_the_cookie_is_the_one_of_the_display(tmp_path, data, cookie):
    (tmp_path / "cookies").write_bytes(data)
    assert cookie_for(Display("", 7), {"XAUTHORITY": str(tmp_path / "cookies")}) == cookie
    (tmp_path / ".Xauthority").write_bytes(data)
    assert cookie_for(Display("", 7), {"HOME": str(tmp_path)}) == cookie


def test_the_cookie_is_shown(server, tmp_path):
    (tmp_path / ".Xauthority").write_bytes(entry("77"))
    x_server({**HERE, "HOME": str(tmp_path)}).close()
    assert server.cookies == [b"sesame"]
