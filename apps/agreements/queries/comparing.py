"""Two versions side by side: line by line and word by word, and part by part of what is kept as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.agreements import freezing
from apps.agreements.models import Agreement, Version
from apps.agreements.queries.answers import standings
from apps.core import things
from apps.core.differing import Line, compared
from apps.core.things import Part


@dataclass(frozen=True)
class Difference:
    """What is said of something in other words; empty where it wasn't or isn't said."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """A part that isn't the same: `new`, `gone` or `changed`."""

    title: str
    became: str
    fields: list[Difference]


@dataclass(frozen=True)
class Comparison:
    """What became of one version in another."""

    lines: list[Line]
    parts: list[Changed]

    @property
    def is_same(self) -> bool:
        return not self.parts and not any(line.differs for line in self.lines)


def compared_versions(before: Version, after: Version, now: datetime) -> Comparison:
    """Texts, parts, dates and seats of two versions of one agreement; a draft as it stands now."""
    old, new = (_content_of(version, now) for version in (before, after))
    whole = _changed_parts([_around(before)], [_around(after)])
    found = compared_contents(before.agreement, old, new)
    return Comparison(found.lines, [*whole, *found.parts])


def compared_contents(agreement: Agreement, old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    lines = compared(old["text"], new["text"])
    return Comparison(lines, _changed_parts(parts_of(agreement, old), parts_of(agreement, new)))


def parts_of(agreement: Agreement, content: dict[str, Any]) -> list[Part]:
    """What a content consists of besides its text, as its kind of matter tells it."""
    parts = things.kind(agreement.about_kind).parts if agreement.about_kind else None
    return parts(content) if parts is not None and len(content) > 1 and "ends" not in content else []


def _content_of(version: Version, now: datetime) -> dict[str, Any]:
    return freezing.content_of(version, now) if version.state == Version.State.DRAFT else version.content


def leeway_in_words(version: Version) -> list[str]:
    """What owners may do alone, in a few words each."""
    days = version.leeway_days
    dates = ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
    said = {
        dates: days > 0,
        _("the wording"): version.leeway_wording,
        _("the owner within the team"): version.leeway_owner,
    }
    return [words for words, holds in said.items() if holds]


def _around(version: Version) -> Part:
    """What stands with the content: who must agree, from when until when it counts, what owners may move alone."""
    seats = [f"{one.seat.member} ({one.seat.get_side_display()})" for one in standings(version)]
    begins, ends = version.effective_on, version.expires_on
    values = {
        _("Who must agree"): ", ".join(seats),
        _("Is to count from"): date_format(begins, "j M Y") if begins else "",
        _("Counts until the end of"): date_format(ends, "j M Y") if ends else "",
        _("On trial"): _("yes") if version.is_trial else "",
        _("Ends the agreement"): _("yes") if version.ends_it else "",
        _("Leeway"): ", ".join(leeway_in_words(version)),
    }
    return Part("version", _("The version"), {label: said for label, said in values.items() if said})


# --- parts ------------------------------------------------------------------------------------------------


def _changed_parts(old: Sequence[Part], new: Sequence[Part]) -> list[Changed]:
    """The parts that differ, in the order of the new version; those that are gone stand last."""
    before = {part.key: part for part in old}
    after = {part.key: part for part in new}
    gone = [part for key, part in before.items() if key not in after]
    found = [_changed(before.get(part.key), part) for part in new]
    return [one for one in [*found, *(_changed(part, None) for part in gone)] if one.fields]


def _changed(old: Part | None, new: Part | None) -> Changed:
    if old is None and new is None:
        raise ValueError("a part is in one of the versions at least")
    became = "new" if old is None else "gone" if new is None else "changed"
    title = new.title if new is not None else old.title if old is not None else ""
    renamed = [Difference(_("Title"), old.title, new.title)] if old and new and old.title != new.title else []
    fields = _differences(old.values if old else {}, new.values if new else {})
    return Changed(title, became, [*renamed, *fields])


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]
