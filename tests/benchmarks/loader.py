"""Sends requests over a few connections at once, one after the other on each, and takes the times.

One process and plain sockets, so that it takes little of the two cores it shares with the server; what it
takes is seen in the rate of a view that does nothing.
"""

import selectors
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol


class Source(Protocol):
    """Somebody who sends: the next request as bytes, and what came of the last."""

    def request(self) -> bytes: ...

    def take(self, page: str) -> None: ...


@dataclass
class Sample:
    """What a run came to."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


class Line:
    """A connection, opened again where the server closes it after each answer."""

    def __init__(self, port: int, source: Source) -> None:
        self.port, self.source = port, source
        self.socket: socket.socket | None = None
        self.received = b""
        self.sent_at = 0.0

    def send(self, waiting: selectors.BaseSelector) -> None:
        request = self.source.request()
        self.received = b""
        self.sent_at = perf_counter()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(request)

    def receive(self, waiting: selectors.BaseSelector) -> float | None:
        """The latency, once the answer is there to its last byte."""
        assert self.socket is not None
        chunk = self.socket.recv(65536)
        self.received += chunk
        head, found, body = self.received.partition(b"\r\n\r\n")
        lowered = head.lower()
        if not found or len(body) < length_of(lowered):
            assert chunk, "the server closed the connection amid an answer"
            return None
        took = perf_counter() - self.sent_at
        assert head.split(b" ", 2)[1] == b"200", self.received[:500]
        if b"connection: close" in lowered:
            self.close(waiting)
        self.source.take(body.decode())
        return took

    def close(self, waiting: selectors.BaseSelector) -> None:
        if self.socket is not None:
            waiting.unregister(self.socket)
            self.socket.close()
            self.socket = None


def length_of(head: bytes) -> int:
    return int(head.partition(b"content-length:")[2].split(b"\r\n")[0])


def load(port: int, sources: Sequence[Source], seconds: float) -> Sample:
    """Every source sends as fast as it is answered, for so long."""
    sample = Sample()
    with selectors.DefaultSelector() as waiting:
        lines = [Line(port, source) for source in sources]
        start = perf_counter()
        for line in lines:
            line.send(waiting)
        busy = len(lines)
        while busy:
            for key, _ in waiting.select(30):
                took = key.data.receive(waiting)
                if took is None:
                    continue
                sample.latencies.append(took)
                sample.seconds = perf_counter() - start
                if sample.seconds < seconds:
                    key.data.send(waiting)
                else:
                    busy -= 1
        for line in lines:
            line.close(waiting)
    return sample
