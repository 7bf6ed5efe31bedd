"""A line to the server that loses what it answers, delays it, and breaks: a small TCP proxy."""

import socket
import struct
import threading
import time
from contextlib import suppress
from random import Random
from types import TracebackType

AT_ONCE = struct.pack("ii", 1, 0)  # linger for no time at all: the other side is reset


class BadLine:
    """One request for each connection, as the test's server has it. GET always comes through.

    `lose`, `delay` and `cut` are chances for a POST: its response is lost, comes `late` seconds late, or the
    request never arrives. `mute` lets nothing come back at all for as long as it is set.
    """

    def __init__(self, to: int, seed: int = 17) -> None:
        self.to, self.chance = to, Random(seed)
        self.lose = self.delay = self.cut = 0.0
        self.late = 2.0
        self.mute = threading.Event()
        self.counts = {"lost": 0, "delayed": 0, "cut": 0}
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.server.getsockname()[1])
        self.thread = threading.Thread(target=self.accept, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "BadLine":
        self.thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.mute.clear()
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join()

    def accept(self) -> None:
        while True:
            try:
                browser, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(browser,), daemon=True).start()

    def carry(self, browser: socket.socket) -> None:
        with browser, suppress(OSError):
            request = self.request_of(browser)
            faulty = request.startswith(b"POST")
            if faulty and self.happens("cut", self.cut):
                return self.reset(browser)
            response = self.response_to(request)
            while self.mute.is_set():
                time.sleep(0.05)
            if faulty and self.happens("lost", self.lose):
                return self.reset(browser)
            if faulty and self.happens("delayed", self.delay):
                time.sleep(self.late)
            browser.sendall(response)

    def happens(self, what: str, chance: float) -> bool:
        found = self.chance.random() < chance
        self.counts[what] += found
        return found

    def request_of(self, browser: socket.socket) -> bytes:
        """All of it; the server is told that no other follows."""
        found = b""
        while b"\r\n\r\n" not in found:
            found += (part := browser.recv(65536))
            if not part:
                return b""
        head, _, body = found.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            body += browser.recv(65536)
        kept = [line for line in lines if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body

    def response_to(self, request: bytes) -> bytes:
        if not request:
            return b""
        with socket.create_connection(("127.0.0.1", self.to)) as server:
            server.sendall(request)
            parts = []
            while part := server.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def reset(self, browser: socket.socket) -> None:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        browser.close()
