"""Servers for tests: each in a thread of its own, on a port of its own."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar


class Server(ABC):
    """How it begins to listen is said in `_opened`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return self._server.sockets[0].getsockname()[1]

    def start(self) -> None:
        self._thread.start()
        self._server = self._in_loop(self._opened())

    def stop(self) -> None:
        self._in_loop(self._closed())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    @abstractmethod
    async def _opened(self) -> asyncio.Server: ...

    async def _closed(self) -> None:
        if self._server is not None:
            self._server.close()


Kind = TypeVar("Kind", bound=Server)


@contextmanager
def running(server: Kind) -> Iterator[Kind]:
    server.start()
    try:
        yield server
    finally:
        server.stop()
