"""Instructors' pages are served by a process of their own: to check a deck of thousands of items takes
seconds, and nobody who practises or takes a quiz is to wait behind that.

A worker passes such a request on and waits for the answer in a thread. All other requests it serves one at a
time, in the order they came: threads that share SQLite cost the tail dearly. What is sent is read first:
nobody waits for a slow line but who is on it.
"""

import json
import secrets
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.client import HTTPException as BadAnswer
from io import BytesIO
from mmap import mmap
from tempfile import SpooledTemporaryFile
from threading import Lock, Semaphore
from typing import IO, Any
from urllib.parse import quote

from flask import Flask
from gunicorn.util import close_graceful  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException, LengthRequired, RequestTimeout, ServiceUnavailable

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGI = Callable[[Environ, StartResponse], Iterable[bytes]]

PATHS = ("teaching/",)  # after the slashes, of which the app takes several for one
THREADS = 8  # of a worker: one serves, the others wait for the process apart or for slow lines
HESITATION = 0.0005  # seconds that another process has to take a line first
PLACES, MOST_COUNTED = 64, 254  # of processes: two whose numbers differ by 64 share one; of lines
MOST_WAITING = 3  # of them for the process apart
PATIENCE, SLOWEST = 30, 20_000  # seconds for what is sent, and bytes a second beyond
MOST_APART = 26_000_000  # bytes that are sent to the process apart; more, the app refuses unread
AT_ONCE = 64_000
IN_MEMORY = 1_000_000  # bytes of what is sent; more lies in a file
LONGEST = 300  # seconds that an answer may take
PASS = "HTTP_FOOTNOTE_PASS"  # the header by which a worker is known, and by which it says who asked it
KEPT = ("REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
OF_THE_LINE = ("connection", "keep-alive", "transfer-encoding", "upgrade", "expect", "server", "date")
WRITABLE = "".join(map(chr, range(33, 127)))  # in an address: what is quoted already stays as it is


class Turns:
    """One at a time, in the order they came."""

    def __init__(self) -> None:
        self._lock, self._busy, self._waiting = Lock(), False, deque[Lock]()

    def __enter__(self) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()  # busy goes on
            else:
                self._busy = False


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's, but who is slow to close a line holds one thread, not the one that takes all lines; and of
    several processes one with more lines than another leaves it the next. Lines that stay open stay with
    their process, however long its row is."""

    is_apart = False
    counts: mmap | None = None  # of each process the lines that it has open, and one; 0: there is none to ask

    def __init__(self, *values: Any, **named: Any) -> None:
        if Worker.counts is None:  # made where the processes are forked from, so that all see it
            Worker.counts = mmap(-1, PLACES)
        super().__init__(*values, **named)

    @property
    def nr_conns(self) -> int:
        return self._lines

    @nr_conns.setter
    def nr_conns(self, lines: int) -> None:
        self._lines = lines
        self.tell(self.count)

    @property
    def count(self) -> int:
        return 0 if self.is_apart else max(0, min(self._lines, MOST_COUNTED)) + 1

    def tell(self, count: int) -> None:
        """What the others are to know of this process; 0 when it has ended."""
        assert Worker.counts is not None
        Worker.counts[self.age % PLACES] = count

    def accept(self, listening: socket.socket) -> None:
        assert Worker.counts is not None
        mine = self.count
        if any(count < mine for count in Worker.counts[:] if count):
            time.sleep(HESITATION)
        super().accept(listening)

    def handle(self, line: Any) -> Any:
        kept = super().handle(line)
        if kept is False:
            close_graceful(line.sock)
            line.close = lambda graceful=False: None
        return kept


def own_socket() -> socket.socket:
    """Where the process apart is asked: on this machine only, and it answers only who knows the secret."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    return bound


@dataclass(frozen=True)
class Apart:
    """The two sides of it, made before the processes are forked."""

    app: Flask
    address: tuple[str, int]
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    turns: Turns = field(default_factory=Turns)  # of this process
    waiting: Semaphore = field(default_factory=lambda: Semaphore(MOST_WAITING))

    def worker(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What a worker serves."""
        if "HTTP_TRANSFER_ENCODING" in environ:  # of no announced length: nobody knows when it ends
            return self._refused(LengthRequired(), environ, start_response)
        is_apart = environ["PATH_INFO"].lstrip("/").startswith(PATHS)
        most = MOST_APART if is_apart else self.app.config["MAX_CONTENT_LENGTH"] or 0
        with SpooledTemporaryFile(IN_MEMORY) as sent:
            if not read_whole(environ, sent, most):
                return self._refused(RequestTimeout(), environ, start_response)
            if is_apart:
                return self._passed_on(environ, start_response)
            with self.turns:
                return self.app(environ, start_response)

    def desk(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What the process apart serves: a worker's requests, as if they had come to it."""
        secret, _, asked = environ.pop(PASS, "").partition(" ")
        if not secrets.compare_digest(secret.encode(), self.secret.encode()):
            start_response("403 Forbidden", [("Content-Length", "0")])
            return []
        environ.update(json.loads(asked))
        return self.app(environ, start_response)

    def _passed_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self.waiting.acquire(blocking=False):
            return self._refused(ServiceUnavailable(), environ, start_response)  # too many wait already
        try:
            return self._answered_apart(environ, start_response)
        finally:
            self.waiting.release()

    def _answered_apart(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        line = HTTPConnection(*self.address, timeout=LONGEST)
        try:
            body = environ["wsgi.input"] if environ.get("CONTENT_LENGTH") else None
            headers = dict(self._headers(environ))
            with suppress(BrokenPipeError, ConnectionResetError):  # what is too large is refused unread
                line.request(environ["REQUEST_METHOD"], address_of(environ), body, headers)
            answer = line.getresponse()
            content = answer.read()
        except (OSError, BadAnswer):
            return self._refused(ServiceUnavailable(), environ, start_response)  # it has ended over it
        finally:
            line.close()
        own = [(name, value) for name, value in answer.getheaders() if name.lower() not in OF_THE_LINE]
        start_response(f"{answer.status} {answer.reason}", own)
        return [content]

    def _headers(self, environ: Environ) -> Iterator[tuple[str, str]]:
        for name, value in environ.items():
            if name in ("CONTENT_TYPE", "CONTENT_LENGTH") or (name.startswith("HTTP_") and name != PASS):
                header = name.removeprefix("HTTP_").replace("_", "-").title()
                if value and header.lower() not in OF_THE_LINE:
                    yield header, value
        asked = json.dumps({name: environ[name] for name in KEPT})
        yield PASS.removeprefix("HTTP_").replace("_", "-").title(), f"{self.secret} {asked}"
        yield "Connection", "close"

    def _refused(
        self, error: HTTPException, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The app's own page for the error, with its headers; what was sent is not looked at."""
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ |= {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
        with self.turns, self.app.request_context(environ):
            self.app.logger.warning("%s before it was passed on: %r", error.code, environ["PATH_INFO"])
            response = self.app.make_response(self.app.handle_http_exception(error))
            return self.app.process_response(response)(environ, start_response)


def read_whole(environ: Environ, into: IO[bytes], most: int) -> bool:
    """Put what is sent there, to be read without waiting; False where it does not come whole or in time.

    More than `most` bytes is left for the app to refuse.
    """
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= most:
        return True
    line: socket.socket | None = environ.get("gunicorn.socket")
    until = time.monotonic() + PATIENCE + length / SLOWEST
    try:
        while (left := length - into.tell()) and (seconds := until - time.monotonic()) > 0:
            if line is not None:
                line.settimeout(seconds)
            if not (part := environ["wsgi.input"].read(min(left, AT_ONCE))):
                break
            into.write(part)
    except OSError:  # also that time ran out
        return False
    finally:
        if line is not None:
            line.settimeout(None)
    into.seek(0)
    environ["wsgi.input"] = into
    return left == 0


def address_of(environ: Environ) -> str:
    """What stands in the request's first line."""
    path = quote(environ["PATH_INFO"].encode("latin-1"))
    query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=WRITABLE)
    return f"{path}?{query}" if query else path
