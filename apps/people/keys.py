"""Secrets that people or machines carry: made at random, kept only as a hash."""

import hashlib
import secrets

_MARK = "acc_"


def new_secret() -> str:
    """256 random bits that may stand in a link."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    """A secret that scanners of leaked keys can tell by its beginning."""
    return _MARK + new_secret()


def digest(secret: str) -> str:
    """What is kept of a secret; it is random enough that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def shown(secret: str) -> str:
    """The beginning by which its owner tells a token from others."""
    return secret[:12]
