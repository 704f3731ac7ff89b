"""Reading the environment: every setting from `NAME`, or from the file that `NAME_FILE` points to."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CHECKOUT = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """The setting `name`; its file wins over its value, so that secrets need not stand in the environment."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text().strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"{name}_FILE points to {path}, which can't be read: {fault.strerror}.") from fault


def flag(name: str, default: bool = False) -> bool:
    """A yes/no setting: 1, true, yes, on or 0, false, no, off."""
    given = text(name).lower()
    if not given:
        return default
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is “{given}”; write 1 or 0.")


def number(name: str, default: int) -> int:
    """A whole-number setting."""
    given = text(name)
    if not given:
        return default
    try:
        return int(given)
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name} is “{given}”; write a whole number.") from fault


def words(name: str, default: str = "") -> list[str]:
    """A setting of several values, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    """The folder for all that Accord keeps on disk; made at first use, for its owner alone."""
    folder = Path(text("ACCORD_HOME") or CHECKOUT / ".accord")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def folder(name: str) -> Path:
    """A folder in Accord's own; made at first use, for its owner alone."""
    path = home() / name
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def secret_key() -> str:
    """`ACCORD_SECRET_KEY`, or one made at the first run and kept in Accord's folder."""
    given = text("ACCORD_SECRET_KEY")
    if given:
        if len(given) < 40 or len(set(given)) < 12:
            raise ImproperlyConfigured(
                "ACCORD_SECRET_KEY is too short or too regular; use at least 40 random characters."
            )
        return given
    path = home() / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


def database(url: str) -> dict[str, Any]:
    """Django's settings for `postgres://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// (Accord keeps its rules in PostgreSQL).")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def mail(url: str) -> dict[str, Any]:
    """Where mail goes: `smtp://user:password@host:587`, `smtps://…:465`, with `?tls=1` for STARTTLS."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp:// or smtps://.")
    options = dict(parse_qsl(parts.query))
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": options.get("tls") == "1",
    }


def scanner(url: str) -> str:
    """Where files are checked for viruses: `tcp://host:3310` or `unix:///path`; empty for nowhere."""
    parts = urlsplit(url)
    if url and not ((parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)):
        raise ImproperlyConfigured("CLAMD_URL must be tcp://host:port or unix:///path/to/socket.")
    return url


def inbox(url: str) -> dict[str, Any]:
    """Where answers are fetched: `imaps://user:password@host/folder`, `imap://…:143/folder?tls=1` for STARTTLS."""
    parts = urlsplit(url)
    if parts.scheme not in {"imap", "imaps"}:
        raise ImproperlyConfigured("INBOX_URL must begin with imap:// or imaps://.")
    named = {
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.lstrip("/")) or "INBOX",
    }
    if not named["username"] or not named["password"]:
        raise ImproperlyConfigured("INBOX_URL needs a user and a password: imaps://user:password@host/INBOX.")
    if any(not value.isascii() or not value.isprintable() or '"' in value for value in named.values()):
        raise ImproperlyConfigured("INBOX_URL may name user, password and folder in plain ASCII letters only.")
    return named | {
        "host": parts.hostname or "localhost",
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "use_ssl": parts.scheme == "imaps",
        "use_tls": dict(parse_qsl(parts.query)).get("tls") == "1",
    }


def reply_address(template: str, username: str) -> str:
    """The address that answers go to, with `{token}` in it: as set, or the mailbox's own with a plus."""
    name, at, domain = username.partition("@")
    template = template or (f"{name}+{{token}}@{domain}" if at and domain else "")
    name, at, domain = template.partition("@")
    if name.count("{token}") != 1 or "{" in domain or not at or not domain:
        raise ImproperlyConfigured("ACCORD_REPLY_ADDRESS must read like reply+{token}@example.com.")
    if not template.isascii() or any(letter.isspace() or letter in '<>",;:' for letter in template):
        raise ImproperlyConfigured("ACCORD_REPLY_ADDRESS must be one plain address, with {token} before the @.")
    if len(name) - len("{token}") + 32 > 64:
        raise ImproperlyConfigured("ACCORD_REPLY_ADDRESS may have 32 letters besides {token} before the @.")
    return template


def redis(url: str) -> tuple[str, str]:
    """The same Redis for the cache and for Celery, which writes a socket's address in another way."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url, url
    number_of = dict(parse_qsl(parts.query)).get("db", "0")
    return url, f"redis+socket://{parts.path}?virtual_host={number_of}"


def running(name: str) -> str:
    """The address of Accord's own server `name`, which `manage.py portal` leaves in Accord's folder."""
    path = home() / f"{name}-url"
    return path.read_text().strip() if path.exists() else ""
