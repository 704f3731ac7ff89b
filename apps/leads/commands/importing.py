"""Import: uploaded, mapped, then taken in chunks. One transaction writes a chunk and moves the cursor behind it."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.leads import incoming, policy
from apps.leads.commands.attributes import add_attribute
from apps.leads.commands.ground import WrongState, wake_workers
from apps.leads.criteria import Kind
from apps.leads.models import Attribute, Import, Lead
from apps.leads.models.imports import Reject
from apps.people.models import Member
from apps.trail import commands as trail

State = Import.State
# Few enough to be in within two or three seconds on a slow machine.
CHUNK = 2000
_FIELDS = ["external_id", "email", "name", "company", "source", "attributes", "judged_number", "stage", "owner"]


class BadMapping(Refused):
    """Columns and targets don't fit together; the text says which."""


@transaction.atomic
def upload_import(*, actor: Member, file: Any, is_history: bool, now: datetime) -> Import:
    """Take a CSV in, without reading its rows yet. It is mapped as a file with such columns was the last time."""
    require(policy.may_bring_leads(actor))
    received = incoming.receive(file.name, file)
    made = Import.objects.create(
        name=received.name,
        file=incoming.keep(received),
        size=len(received.text),
        sha256=received.sha256,
        encoding=received.encoding,
        delimiter=received.delimiter,
        header=received.header,
        is_history=is_history,
        mapping=incoming.guess(received.header, _last_mapping(received.header)),
        uploaded_by=actor,
        uploaded_at=now,
        offset=received.begins,
    )
    trail.record(actor=actor, act="import.uploaded", about=made, now=now)
    return made


def _last_mapping(header: list[str]) -> dict[str, str]:
    """How columns of these names were mapped the last time."""
    earlier = Import.objects.exclude(state=State.UPLOADED).filter(header__overlap=header)
    found: dict[str, str] = {}
    for mapping in reversed(earlier.order_by("-uploaded_at").values_list("mapping", flat=True)[:20]):
        found |= mapping
    return {column: target for column, target in found.items() if column in header}


@transaction.atomic
def map_import(
    *,
    actor: Member,
    source: Import,
    mapping: dict[str, str],
    now: datetime,
    id_from_row: bool = False,
    missing: dict[str, list[str]] | None = None,
) -> Import:
    """Say which column goes where. `new:<kind>` makes an attribute of the column's name, with its `missing` values."""
    source = locked(source)
    require(policy.may_bring_leads(actor))
    if source.state not in (State.UPLOADED, State.MAPPED):
        raise WrongState(_("“%(name)s” is on its way in already.") % {"name": source})
    unknown = [column for column in mapping if column not in source.header]
    if unknown:
        raise BadMapping(_("The file has no column “%(column)s”.") % {"column": unknown[0]})
    mapping = {column: mapping.get(column, incoming.LEAVE_OUT) for column in source.header}
    for column, target in mapping.items():
        if target.startswith("new:"):
            mapping[column] = _made(actor, source, column, target.removeprefix("new:"), (missing or {}), now)
    _check(mapping, id_from_row)
    change(source, {"mapping": mapping, "id_from_row": id_from_row, "state": State.MAPPED})
    trail.record(actor=actor, act="import.mapped", about=source, now=now)
    return source


def _made(actor: Member, source: Import, column: str, kind: str, missing: dict[str, list[str]], now: datetime) -> str:
    """The new attribute for a column, as a target."""
    if kind not in Kind.values:
        raise BadMapping(_("There is no kind “%(kind)s”.") % {"kind": kind})
    name = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in column.lower()).strip("_")
    name = name[:60] if name[:1].isalpha() else f"column_{name}"[:60]
    taken = set(Attribute.objects.values_list("name", flat=True)) | {"email", "company", "source", "name", "id"}
    while name in taken:
        name = f"{name[:57]}_2"
    counted = [word.strip() for word in missing.get(column, []) if word.strip()]
    choices = _choices_in(source, column, counted) if kind == Kind.CHOICE else []
    add_attribute(actor=actor, name=name, label=column[:80], kind=kind, choices=choices, missing=counted, now=now)
    return f"attribute:{name}"


def _choices_in(source: Import, column: str, missing: list[str]) -> list[str]:
    """What stands in the column is what can be chosen."""
    place, found = source.header.index(column), dict[str, None]()
    with default_storage.open(source.file) as file:
        for row in _rows(source, file):
            if len(row.values) > place and len(found) <= _MOST_CHOICES:
                found[row.values[place].strip()] = None
    choices = [value for value in found if value and value not in missing]
    if len(choices) > _MOST_CHOICES or any(len(value) > 80 for value in choices):
        raise BadMapping(_("“%(column)s” has too many different values for a choice. Take it as text.") % {
            "column": column
        })  # fmt: skip
    return sorted(choices)


_MOST_CHOICES = 100


def _check(mapping: dict[str, str], id_from_row: bool) -> None:
    labels = {target.name: str(target.label) for target in incoming.targets()}
    given = [target for target in mapping.values() if target]
    for target in given:
        if target not in labels:
            raise BadMapping(_("There is no place “%(target)s” for a column.") % {"target": target})
        if given.count(target) > 1:
            raise BadMapping(_("Two columns go to “%(label)s”. Choose one of them.") % {"label": labels[target]})
    if id_from_row and "external_id" in given:
        raise BadMapping(_("The external id comes from a column or from the whole row, not from both."))
    if not id_from_row and not {"external_id", "email"} & set(given):
        raise BadMapping(_("Say which column is the external id or the e-mail, or have an id made from each row."))


@transaction.atomic
def start_import(*, actor: Member, source: Import, now: datetime) -> Import:
    """Begin to take the rows in; a worker does it, chunk by chunk."""
    source = locked(source)
    require(policy.may_bring_leads(actor))
    if source.state != State.MAPPED:
        raise WrongState(_("“%(name)s” can't be begun now: it is “%(state)s”.") % {
            "name": source, "state": source.get_state_display(),
        })  # fmt: skip
    change(source, {"state": State.RUNNING, "started_at": now})
    trail.record(actor=actor, act="import.started", about=source, now=now)
    wake_workers()
    return source


@transaction.atomic
def run_import(*, now: datetime, most: int = CHUNK) -> bool:
    """Take one chunk of the import whose turn it is. False where there is none, or another worker is at it.

    Whoever dies within it leaves the cursor where it was, and none of the chunk's rows.
    """
    first = Import.objects.filter(state=State.RUNNING).order_by("started_at", "pk").values("pk")[:1]
    source = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=list(
        first.values_list("pk", flat=True)
    ), state=State.RUNNING).first()  # fmt: skip
    if source is None:
        return False
    with default_storage.open(source.file) as file:
        rows = islice(_rows(source, file), most)
        found = incoming.Taker(source, now).sort(rows, begins=source.offset, first=source.rows + 1)
    _write(found)
    _move(source, found, now)
    return True


def _rows(source: Import, file: IO[bytes]) -> Iterable[incoming.Row]:
    escaped = incoming.REASON in source.header
    return incoming.rows_from(file, offset=source.offset, delimiter=source.delimiter, escaped=escaped)


def _write(found: incoming.Sorted) -> None:
    Lead.objects.bulk_create(found.created, batch_size=1000)
    if found.updated:
        Lead.objects.bulk_update(found.updated.values(), _FIELDS, batch_size=500)
    Reject.objects.bulk_create(found.rejected, batch_size=1000)


def _move(source: Import, found: incoming.Sorted, now: datetime) -> None:
    """The cursor behind the chunk; with nothing left behind it, the import is done."""
    if found.rows:
        counts = found.counts | {"rejected": len(found.rejected), "rows": found.rows}
        Import.objects.filter(pk=source.pk).update(
            offset=found.ends, **{name: F(name) + count for name, count in counts.items()}
        )
        return
    Import.objects.filter(pk=source.pk).update(offset=source.size, state=State.DONE, finished_at=now)
    source.refresh_from_db()
    counted = {name: getattr(source, name) for name in ("rows", "created", "updated", "unchanged", "rejected")}
    trail.record(actor=source.uploaded_by, act="import.done", about=source, now=now, **counted)
    telling.tell(
        to=[source.uploaded_by], kind="import-done", about=source, actor=Member.objects.system(), now=now, **counted
    )


def preview(source: Import, *, now: datetime, most: int = CHUNK) -> incoming.Sorted:
    """What the first rows would become; nothing is written."""
    with default_storage.open(source.file) as file, transaction.atomic():
        return incoming.Taker(source, now).sort(
            islice(_rows(source, file), most), begins=source.offset, first=source.rows + 1
        )
