"""An X server of our own: it answers the little that is asked of it, or something else."""

import socket
import struct
import threading
from contextlib import suppress

ROOT, FILM = 0x50D, 0x400007


class FakeX:
    """Listens on a socket of this machine until `close`. Properties are numbers by window and name."""

    def __init__(self, path) -> None:
        self.idle = 4_000
        self.saver = True
        self.refuses = False
        self.properties = {}
        self.cookies = []
        self.noise = b""
        self.cut = False
        self._names = [""]
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen()
        self._guests = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def show(self, window, name, *numbers) -> None:
        self.properties[window, name] = [self.atom(each) if isinstance(each, str) else each for each in numbers]

    def atom(self, name) -> int:
        if name not in self._names:
            self._names.append(name)
        return self._names.index(name)

    def drop(self) -> None:
        """All guests are thrown out."""
        for guest in self._guests:
            with suppress(OSError):
                guest.shutdown(socket.SHUT_RDWR)
        self._guests.clear()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.drop()
        self._thread.join(2)

    def _serve(self) -> None:
        while True:
            try:
                guest, _ = self._socket.accept()
            except OSError:
                return
            self._guests.append(guest)
            with guest, suppress(OSError, ConnectionError, struct.error):
                self._greet(guest)
                while True:
                    self._answer(guest)

    def _greet(self, guest) -> None:
        order, _, name, data = struct.unpack("<BxHxxHHxx", self._take(guest, 12))
        assert order == ord("l")
        padded = self._take(guest, name + -name % 4 + data + -data % 4)
        self.cookies.append(padded[name + -name % 4 :][:data])
        if self.refuses:
            guest.sendall(struct.pack("<BBHHH", 0, 4, 11, 0, 1) + b"No!\0")
            return
        vendor, formats = b"test", bytes(8)
        body = bytearray(32)
        struct.pack_into("<H", body, 16, len(vendor))
        body[21] = 1
        body += vendor + formats + struct.pack("<I", ROOT) + bytes(36)
        guest.sendall(struct.pack("<BxHHH", 1, 11, 0, len(body) // 4) + bytes(body))

    def _answer(self, guest) -> None:
        code, extra, size = struct.unpack("<BBH", self._take(guest, 4))
        body = self._take(guest, 4 * size - 4)
        if self.cut:
            guest.sendall(b"\1")
            guest.shutdown(socket.SHUT_RDWR)
            return
        guest.sendall(self.noise + self._reply(code, extra, body))

    def _reply(self, code, extra, body) -> bytes:
        match code:
            case 98:
                return _packed(bytes([self.saver, 200]))
            case 16:
                return _packed(struct.pack("<I", self.atom(body[4:][: struct.unpack_from("<H", body)[0]].decode())))
            case 200 if extra == 1:
                return _packed(struct.pack("<III", 0, 0, self.idle))
            case 20:
                window, atom = struct.unpack_from("<II", body)
                numbers = self.properties.get((window, self._names[atom]))
                if numbers is None and window != ROOT:
                    return bytes(32)  # an error: there is no such window
                found = struct.pack(f"<{len(numbers or ())}I", *numbers or ())
                return _packed(struct.pack("<III", 4, 0, len(numbers or ())), found, 32 if numbers else 0)
        raise AssertionError(code)

    def _take(self, guest, size) -> bytes:
        found = b""
        while len(found) < size:
            part = guest.recv(size - len(found))
            if not part:
                raise ConnectionError
            found += part
        return found


def _packed(head, more=b"", second=0) -> bytes:
    return (bytes([1, second, 0, 0]) + struct.pack("<I", len(more) // 4) + head).ljust(32, b"\0") + more
