"""What is frozen when a version is proposed: its content as data, and the digest by which it is known."""

import hashlib
import json
from datetime import datetime
from typing import Any

from apps.agreements.models import Version
from apps.core import things


def content_of(version: Version, now: datetime) -> dict[str, Any]:
    """What a draft says now, with its words under "text": its own, or what its matter's app composes."""
    about = version.agreement.about
    if version.ends_it:
        return {"text": version.text, "ends": True}
    if about is None:
        return {"text": version.text}
    composing = things.kind(about[0]).compose
    if composing is None:
        raise LookupError(f"{about[0]} says nothing for an agreement")
    return composing(version, now)


def digest_of(version: Version, content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of all that a signature stands for."""
    whole: dict[str, Any] = {
        "agreement": str(version.agreement_id),
        "version": version.number,
        "title": version.agreement.title,
        "content": content,
        "effective_on": version.effective_on.isoformat() if version.effective_on else None,
    }
    # What isn't agreed on isn't said.
    terms = {
        "expires_on": version.expires_on.isoformat() if version.expires_on else None,
        "trial": version.is_trial,
        "ends_it": version.ends_it,
        "leeway_days": version.leeway_days,
        "leeway_wording": version.leeway_wording,
        "leeway_owner": version.leeway_owner,
    }
    whole |= {name: value for name, value in terms.items() if value}
    canonical = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
