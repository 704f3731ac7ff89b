"""What becomes of rows: created, updated, unchanged or rejected, each exactly one of them. Nothing is written here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from apps.leads.criteria import Value, read_value
from apps.leads.incoming.rows import REASON, Row
from apps.leads.models import Attribute, Import, Lead
from apps.leads.models.imports import Reject

_LENGTHS = {"external_id": 120, "email": 254, "name": 160, "company": 200, "source": 120}
_CACHED = 20_000
# Stands in no value that a person typed, so that two rows never read alike.
_BETWEEN = "\x1f"


class BadRow(Exception):
    """A row that can't be taken, with the column that is wrong and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass
class Sorted:
    """Some rows, sorted; `ends` is the byte behind the last."""

    ends: int
    created: list[Lead] = field(default_factory=list)
    updated: dict[Any, Lead] = field(default_factory=dict)
    rejected: list[Reject] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("created", "updated", "unchanged"), 0))

    @property
    def rows(self) -> int:
        return sum(self.counts.values()) + len(self.rejected)


class Taker:
    """Reads rows by one import's mapping; what a text says is worked out once per attribute."""

    def __init__(self, of: Import, now: datetime) -> None:
        self._of, self._now = of, now
        names = [target.removeprefix("attribute:") for target in of.mapping.values() if target.startswith("attribute:")]
        catalogue = {attribute.name: attribute for attribute in Attribute.objects.filter(name__in=names)}
        self._own: list[tuple[int, str, str]] = []
        self._attributes: list[tuple[int, str, Attribute]] = []
        for place, column in enumerate(of.header):
            target = of.mapping.get(column, "")
            if target.startswith("attribute:"):
                self._attributes.append((place, column, catalogue[target.removeprefix("attribute:")]))
            elif target:
                self._own.append((place, column, target))
        # A mended row is the row it was before it was rejected.
        self._counted = [place for place, column in enumerate(of.header) if column != REASON]
        self._read: dict[tuple[str, str], Value | None] = {}

    def sort(self, rows: Iterable[Row], *, begins: int, first: int) -> Sorted:
        """Sort `rows`; `first` is the number of the first, counted from 1."""
        found, taken = Sorted(ends=begins), []
        for number, row in enumerate(rows, start=first):
            found.ends = row.ends
            try:
                taken.append((number, row, self._fields(row)))
            except BadRow as fault:
                self._reject(found, number, row, fault)
        known = _Known(fields for _number, _row, fields in taken)
        for number, row, fields in taken:
            try:
                self._place(found, known, fields)
            except BadRow as fault:
                self._reject(found, number, row, fault)
        found.rejected.sort(key=lambda reject: reject.number)
        return found

    def _reject(self, found: Sorted, number: int, row: Row, fault: BadRow) -> None:
        values = [value.replace("\0", "\ufffd") for value in row.values]
        found.rejected.append(
            Reject(of=self._of, number=number, values=values, column=fault.column, reason=fault.reason)
        )

    # --- one row as the fields of a lead

    def _fields(self, row: Row) -> dict[str, Any]:
        values, header = row.values, self._of.header
        if row.broken:
            raise BadRow("", _("This line can't be read: a quotation mark is open, or a value is far too long."))
        if len(values) != len(header):
            say = _("It has %(have)d values where the header names %(want)d columns.")
            raise BadRow("", say % {"have": len(values), "want": len(header)})
        fields: dict[str, Any] = {}
        for place, column, target in self._own:
            text = self._text(values[place], column, target)
            if text:
                fields[target] = text
        if self._of.id_from_row:
            whole = _BETWEEN.join(values[place] for place in self._counted)
            fields["external_id"] = f"row-{hashlib.sha256(whole.encode()).hexdigest()[:32]}"
        fields["attributes"] = self._values(values)
        if not fields.get("external_id") and not fields.get("email"):
            raise BadRow("", _("It has neither an external id nor an e-mail, so it couldn't be found again."))
        return fields

    def _text(self, text: str, column: str, target: str) -> str:
        text = text.strip()
        if "\0" in text:
            raise BadRow(column, _("It holds a character that can't be kept."))
        if len(text) > _LENGTHS[target]:
            raise BadRow(column, _("It is longer than %(most)d letters.") % {"most": _LENGTHS[target]})
        if target != "email" or not text:
            return text
        try:
            validate_email(text)
        except ValidationError as fault:
            raise BadRow(column, _("“%(text)s” is not an e-mail address.") % {"text": text}) from fault
        return text.lower()

    def _values(self, values: list[str]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for place, column, attribute in self._attributes:
            text = values[place]
            key = (attribute.name, text)
            if key not in self._read:
                self._remember(key, attribute, text, column)
            value = self._read[key]
            if value is not None:
                found[attribute.name] = value
        return found

    def _remember(self, key: tuple[str, str], attribute: Attribute, text: str, column: str) -> None:
        if len(self._read) > _CACHED:
            self._read.clear()
        try:
            self._read[key] = read_value(attribute.kind, text, choices=attribute.choices, missing=attribute.missing)
        except ValueError as fault:
            raise BadRow(column, str(fault)) from fault

    # --- the lead it is about

    def _place(self, found: Sorted, known: "_Known", fields: dict[str, Any]) -> None:
        lead = known.match(fields)
        if lead is None:
            made = Lead(**fields, is_history=self._of.is_history, brought_by=self._of.uploaded_by, created_at=self._now)
            known.add(made)
            found.created.append(made)
            found.counts["created"] += 1
            return
        if not _changed(lead, fields):
            found.counts["unchanged"] += 1
            return
        known.add(lead)
        if not lead._state.adding:
            found.updated[lead.pk] = lead
        found.counts["updated"] += 1


class _Known:
    """The leads that rows may be about: by external id, then by e-mail; two queries for all rows."""

    def __init__(self, fields: Iterable[dict[str, Any]]) -> None:
        given = list(fields)
        ids = [one["external_id"] for one in given if one.get("external_id")]
        mails = [one["email"] for one in given if one.get("email")]
        self._by_id: dict[str, Lead] = {}
        self._by_mail: dict[str, Lead] = {}
        leads: dict[Any, Lead] = {}
        for rows in (Lead.objects.filter(external_id__in=ids), Lead.objects.filter(email__in=mails)):
            for lead in rows.select_for_update(of=("self",)).order_by("pk"):
                self.add(leads.setdefault(lead.pk, lead))

    def add(self, lead: Lead) -> None:
        if lead.external_id:
            self._by_id[lead.external_id] = lead
        if lead.email:
            self._by_mail[lead.email] = lead

    def match(self, fields: dict[str, Any]) -> Lead | None:
        """The lead with this external id, else the one with this e-mail.

        Raises:
            BadRow: id and e-mail are of two leads.
        """
        external_id, mail = fields.get("external_id"), fields.get("email")
        by_id = self._by_id.get(external_id) if external_id else None
        by_mail = self._by_mail.get(mail) if mail else None
        if by_mail is None or by_mail is by_id:
            return by_id
        if by_id is not None or (external_id and by_mail.external_id):
            raise BadRow("", _("“%(mail)s” belongs to another lead, with another external id.") % {"mail": mail})
        return by_mail


def _changed(lead: Lead, fields: dict[str, Any]) -> bool:
    """Set what the row knows otherwise; what it doesn't know stays."""
    attributes = lead.attributes | fields["attributes"]
    differing = {name: value for name, value in fields.items() if name != "attributes"}
    differing = {name: value for name, value in differing.items() if getattr(lead, name) != value}
    if attributes == lead.attributes and not differing:
        return False
    lead.attributes = attributes
    for name, value in differing.items():
        setattr(lead, name, value)
    lead.judged_number = 0
    if lead.stage == Lead.Stage.RETURNED:
        lead.stage, lead.owner = Lead.Stage.NEW, None
    return True
