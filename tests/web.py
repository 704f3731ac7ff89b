"""A server of the web for tests: it answers as it is told, and remembers what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Web:
    """Answers `answers[path]`: a status, or a status and where it moved; what isn't named is 404.

    Attributes:
        asked: `(method, path, host)` of each call, in order.
        silent: paths at which it never answers until it is closed.
    """

    def __init__(self) -> None:
        self.answers: dict[str, int | tuple[int, str]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.silent: set[str] = set()
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                web.asked.append((self.command, self.path, self.headers["Host"]))
                if self.path in web.silent:
                    web.closing.wait()
                answer = web.answers.get(self.path, 404)
                status, moved = answer if isinstance(answer, tuple) else (answer, "")
                # 405 is said of HEAD alone.
                self.send_response(200 if (status, self.command) == (405, "GET") else status)
                if moved:
                    self.send_header("Location", moved)
                self.end_headers()

            do_GET = do_HEAD  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@contextmanager
def web_server() -> Iterator[Web]:
    web = Web()
    thread = threading.Thread(target=web._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.closing.set()
        web._server.shutdown()
        web._server.server_close()
        thread.join()
