"""Asking an address that somebody typed, without being led into the company's own network.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
judged: a name that says another one a moment later gains nothing. Redirects are followed by hand, each judged anew.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
_NO_HEAD = {405, 501}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreachable(Exception):
    """Nothing answers there as the web does."""


class NotPublic(Unreachable):
    """The name leads into a network that isn't everybody's."""


def status_of(url: str, *, seconds: float, own_hosts: Collection[str] = ()) -> int:
    """The status with which the web answers for `url`; nothing of a page is read.

    Args:
        own_hosts: names that may lead into the company's own network.

    Raises:
        NotPublic, Unreachable: it wasn't asked, or didn't answer in time.
    """
    for _step in range(REDIRECTS + 1):
        status, moved_to = _asked(urlsplit(url), "HEAD", seconds, own_hosts)
        if status in _NO_HEAD:
            status, moved_to = _asked(urlsplit(url), "GET", seconds, own_hosts)
        if status not in _MOVED or not moved_to:
            return status
        url = urljoin(url, moved_to)
    raise Unreachable("it moves on and on")


def is_public(address: Address) -> bool:
    """Whether anybody may have this address; those that stand for another are judged by the other."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _asked(url: SplitResult, method: str, seconds: float, own_hosts: Collection[str]) -> tuple[int, str]:
    host, port = _host_and_port(url)
    address = _judged(host, port, own_hosts)
    connection = _Pinned(host, port, address, secure=url.scheme == "https", seconds=seconds)
    # A server that sends a byte now and then never runs into the socket's own patience.
    ending = threading.Timer(seconds, connection.cut)
    ending.start()
    try:
        path = f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"
        connection.request(method, path, headers={"User-Agent": "Accord link check", "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unreachable(str(fault)) from fault
    finally:
        ending.cancel()
        connection.close()


def _host_and_port(url: SplitResult) -> tuple[str, int]:
    try:
        host, port = url.hostname, url.port
    except ValueError as fault:
        raise Unreachable(str(fault)) from fault
    if url.scheme not in ("http", "https") or not host or url.username is not None:
        raise Unreachable("not an address of the web")
    return host, port or (443 if url.scheme == "https" else 80)


def _judged(host: str, port: int, own_hosts: Collection[str]) -> str:
    """The address to connect to."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as fault:
        raise Unreachable(str(fault)) from fault
    if host not in own_hosts and not all(is_public(ipaddress.ip_address(one.partition("%")[0])) for one in found):
        raise NotPublic(host)
    return found[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was judged, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self._secure = address, secure
        # http.client leaves the port out of `Host` where it is the usual one.
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
