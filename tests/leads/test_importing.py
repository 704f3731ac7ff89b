"""Import: every row ends in exactly one of created, updated, unchanged, rejected, whatever happens on the way."""

import csv
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.db import IntegrityError, connection, transaction

from apps.leads import commands, queries
from apps.leads.commands.importing import preview
from apps.leads.criteria import judge
from apps.leads.models import Attribute, Import, Lead
from tests.cast import NOW, client_of, make_cast
from tests.factories import leads as make
from tests.outcome import outcome
from tests.processes import database_url
from tests.running.waiting import until

HEAD = "Id;Mail;Company;Employees;Budget;Industry\n"
GOOD = "1;a@x.example;Acme;80;yes;Water\n2;b@x.example;Bolt;-1;no;unknown\n"


def counts(source):
    return {name: getattr(source, name) for name in ("rows", "created", "updated", "unchanged", "rejected")}


def counted(**given):
    found = dict.fromkeys(("created", "updated", "unchanged", "rejected"), 0) | given
    return {"rows": sum(found.values())} | found


@pytest.fixture
def mara(cast):
    make.catalogue(by=cast.mara)
    return cast.mara


@pytest.mark.django_db
def test_a_file_comes_in_with_its_columns_known_by_name(mara):
    source = make.imported(by=mara, text=HEAD + GOOD, is_history=True)
    assert (source.state, counts(source)) == ("done", counted(created=2))
    first, second = Lead.objects.order_by("external_id")
    assert (first.email, first.company, first.is_history) == ("a@x.example", "Acme", True)
    assert first.attributes == {"employees": 80, "budget": True, "industry": "Water"}
    assert second.attributes == {"budget": False}


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(mara):
    make.imported(by=mara, text=HEAD + GOOD)
    before = list(Lead.objects.order_by("pk").values())
    again = make.imported(by=mara, text=HEAD + GOOD, now=NOW)
    assert (counts(again), list(Lead.objects.order_by("pk").values())) == (counted(unchanged=2), before)


@pytest.mark.django_db
def test_a_lead_is_known_by_its_external_id_then_by_its_mail(mara):
    known = make.lead(by=mara, email="a@x.example", company="Old")
    other = make.lead(by=mara, external_id="2", email="b@x.example")
    rows = "1;A@x.example;New;;;\n2;c@x.example;;;;\n3;c@x.example;;;;\n"
    source = make.imported(by=mara, text=HEAD + rows)
    assert counts(source) == counted(updated=2, rejected=1)
    known.refresh_from_db()
    other.refresh_from_db()
    assert (known.external_id, known.company, other.email) == ("1", "New", "c@x.example")
    assert [reject.reason for reject in source.rejects.all()] == [
        "“c@x.example” belongs to another lead, with another external id."
    ]


@pytest.mark.django_db
def test_a_row_twice_in_a_file_is_one_lead(mara):
    source = make.imported(by=mara, text=HEAD + "1;;Acme;1;;\n1;;Acme;1;;\n1;;Acme;2;;\n")
    assert counts(source) == counted(created=1, unchanged=1, updated=1)
    assert Lead.objects.get().attributes == {"employees": 2}


@pytest.mark.django_db
def test_what_cannot_be_taken_is_rejected_with_column_and_reason(mara):
    rows = '1;nobody;;;;\n2;;;many;;\n3;;;;perhaps;\n4;;;;;Air\n5;;\n;;Acme;;;\n6;"a\0";;;;\n7;;;8;;\n\n'
    source = make.imported(by=mara, text=HEAD + rows)
    assert counts(source) == counted(created=1, rejected=7)
    assert list(source.rejects.order_by("number").values_list("number", "column", "reason")) == [
        (1, "Mail", "“nobody” is not an e-mail address."),
        (2, "Employees", "“many” is not a number. Write it like 1234.5."),
        (3, "Budget", "“perhaps” is neither yes nor no."),
        (4, "Industry", "“Air” isn't one of the choices."),
        (5, "", "It has 3 values where the header names 6 columns."),
        (6, "", "It has neither an external id nor an e-mail, so it couldn't be found again."),
        (7, "Mail", "It holds a character that can't be kept."),
    ]


@pytest.mark.django_db
def test_an_open_quotation_mark_spoils_its_own_rows_alone(mara):
    source = make.imported(by=mara, text=HEAD + '1;;Acme;;;\n2;;"' + "x" * 140_000 + "\n3;;Bolt;;;\n")
    assert counts(source) == counted(created=2, rejected=1)


@pytest.mark.django_db
def test_encodings_delimiters_and_line_ends(mara):
    for number, (text, encoding) in enumerate(
        [("Id,Company\r\n1,Müller\r\n", "utf-8-sig"), ("Id\tCompany\n2\tMüller\n", "cp1252"),
         ("Id|Company\r3|Müller\r", "utf-16")]
    ):  # fmt: skip
        assert counts(make.imported(by=mara, text=text.encode(encoding))) == counted(created=1), number
    assert set(Lead.objects.values_list("company", flat=True)) == {"Müller"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "isn't a CSV"), (b"", "name the columns"), (b"Id;Company\n", "no rows"),
        (b"Id;Id\n1;2\n", "same name"), (b"Id\r;Company\n1;2\n", "name the columns"),
        (b"I" * 200_000 + b"\n1\n", "name the columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(mara, content, words):
    with pytest.raises(commands.importing.incoming.NotACsv, match=words):
        make.uploaded(by=mara, text=content)
    assert Import.objects.count() == 0


@pytest.mark.django_db
def test_mapping_refuses_what_does_not_fit(mara):
    source = make.uploaded(by=mara, text=HEAD + GOOD)
    for mapping in ({"Id": "email", "Mail": "email"}, {"Company": "company"}, {"Nothing": "email"}, {"Id": "nowhere"}):
        act = lambda mapping=mapping: commands.map_import(actor=mara, source=source, mapping=mapping, now=NOW)  # noqa: E731
        assert outcome(act) == "bad-mapping"


@pytest.mark.django_db
def test_a_mapping_makes_attributes_and_is_remembered(mara):
    text = "Key;Mood;Since\n1;glad;2026-01-01\n2;sad;?\n"
    mapping = {"Key": "external_id", "Mood": "new:choice", "Since": "new:date"}
    source = make.imported(by=mara, text=text, mapping=mapping, missing={"Since": ["?"]})
    mood, since = Attribute.objects.get(name="mood"), Attribute.objects.get(name="since")
    assert (counts(source), mood.choices, since.missing) == (counted(created=2), ["glad", "sad"], ["?"])
    again = make.uploaded(by=mara, text=text)
    assert again.mapping == {"Key": "external_id", "Mood": "attribute:mood", "Since": "attribute:since"}


@pytest.mark.django_db
def test_a_preview_says_what_would_become_of_the_rows_and_writes_nothing(mara):
    source = make.uploaded(by=mara, text=HEAD + GOOD + "3;nobody;;;;\n")
    found = preview(source, now=NOW)
    assert (found.counts, [reject.column for reject in found.rejected]) == (
        {"created": 2, "updated": 0, "unchanged": 0}, ["Mail"],
    )  # fmt: skip
    assert Lead.objects.count() == 0


@pytest.mark.django_db
def test_the_sum_is_held_by_the_database(mara):
    source = make.imported(by=mara, text=HEAD + GOOD)
    with pytest.raises(IntegrityError, match="import_each_row_once"), transaction.atomic():
        Import.objects.filter(pk=source.pk).update(created=7)


# --- the real sample: 45,211 contacts of a bank, with what became of them


def sample() -> str:
    """The file's text; its place is the setting ACCORD_SAMPLE_DATA."""
    folder = portal_settings.SAMPLE_DATA
    path = Path(portal_settings.BASE_DIR) / folder / "bank-full.csv"
    if not folder or not path.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"ACCORD_SAMPLE_DATA is “{folder}”, and there is no bank-full.csv in it: CI needs it.")
        pytest.skip("The sample isn't here: set ACCORD_SAMPLE_DATA to the folder of bank-full.csv.")
    return path.read_text()


KINDS = {
    "age": "number", "job": "choice", "marital": "choice", "education": "choice", "default": "yes_no",
    "balance": "number", "housing": "yes_no", "loan": "yes_no", "contact": "choice", "day": "number",
    "month": "choice", "duration": "number", "campaign": "number", "pdays": "number", "previous": "number",
    "poutcome": "choice", "y": "yes_no",
}  # fmt: skip
MAPPING = {column: f"new:{kind}" for column, kind in KINDS.items()}
MISSING = {column: ["unknown"] for column in ("job", "education", "contact", "poutcome")} | {"pdays": ["-1"]}
# Grown up, with a known education, and either a house to pay for or no debts: 3 groups, all answers reached.
BANK = {
    "match": "all",
    "items": [
        {"id": "age", "attribute": "age", "operator": "at_least", "values": [30]},
        {"id": "known", "attribute": "education", "operator": "is_one_of", "values": ["secondary", "tertiary"]},
        {
            "match": "any",
            "items": [
                {"id": "housing", "attribute": "housing", "operator": "is_yes", "values": []},
                {"id": "balance", "attribute": "balance", "operator": "at_least", "values": [1000]},
            ],
        },
        {"match": "none", "items": [{"id": "before", "attribute": "pdays", "operator": "at_most", "values": [30]}]},
    ],
}


def by_hand(row: dict[str, str]) -> str:
    """The same in plain Python, written apart from the code."""
    answers: list[bool | None] = [int(row["age"]) >= 30]
    answers.append(None if row["education"] == "unknown" else row["education"] in ("secondary", "tertiary"))
    answers.append(row["housing"] == "yes" or int(row["balance"]) >= 1000)
    answers.append(None if row["pdays"] == "-1" else int(row["pdays"]) > 30)
    return "not_met" if False in answers else "unknown" if None in answers else "met"


def rows_of(text: str) -> list[dict[str, str]]:
    head, *lines = text.splitlines()
    names = head.replace('"', "").split(";")
    return [dict(zip(names, line.replace('"', "").split(";"), strict=True)) for line in lines]


@pytest.mark.django_db
def test_the_whole_sample_comes_in_is_judged_and_python_says_the_same(cast):
    text = sample()
    source = make.imported(by=cast.mara, text=text, is_history=True, mapping=MAPPING, missing=MISSING, id_from_row=True)
    assert counts(source) == counted(created=45_211)
    assert Lead.objects.filter(attributes__y=True).count() == 5_289
    make.in_force(cast, tree=BANK)
    judged = 0
    while chunk := commands.classify_waiting(now=NOW):
        judged += chunk
    assert judged == 45_211
    version = queries.in_force(NOW)
    tree = version.parsed()
    found = {"met": 0, "not_met": 0, "unknown": 0}
    for lead in Lead.objects.select_related("verdict").iterator(chunk_size=5000):
        kept, said = lead.verdict, judge(tree, lead.facts)
        assert (kept.outcome, kept.true_bits, kept.unknown_bits) == (said.outcome, said.true_bits, said.unknown_bits)
        found[kept.outcome] += 1
    hand = [by_hand(row) for row in rows_of(text)]
    assert found == {name: hand.count(name) for name in found}
    assert queries.count(tree)[0] == queries.Counts(found["met"], found["not_met"], found["unknown"])
    _again_with_dirt(cast, text)


def _again_with_dirt(cast, text):
    """A copy in which every hundredth row is spoilt: the others are known already; mended, the rejects are, too."""
    head, *lines = text.splitlines()
    dirty = [f"young{line[line.index(';') :]}" if place % 100 == 0 else line for place, line in enumerate(lines)]
    source = make.imported(by=cast.mara, text="\n".join([head, *dirty, ""]), is_history=True, id_from_row=True, now=NOW)
    assert counts(source) == counted(unchanged=44_758, rejected=453)
    assert set(source.rejects.values_list("column", "reason")) == {
        ("age", "“young” is not a number. Write it like 1234.5.")
    }
    given = client_of(cast.mara).get(f"/leads/imports/{source.pk}/rejects/").getvalue().decode("utf-8-sig")
    assert given.count("is not a number") == 453
    names, *spoilt = csv.reader(io.StringIO(given), delimiter=";")
    mended = io.StringIO()
    right = [line.split(";")[0] for line in lines[::100]]
    csv.writer(mended, delimiter=";").writerows(
        [names, *([age, *row[1:]] for age, row in zip(right, spoilt, strict=True))]
    )
    again = make.imported(by=cast.mara, text=mended.getvalue(), is_history=True, id_from_row=True, now=NOW)
    assert counts(again) == counted(unchanged=453)


# --- a worker that dies in the middle

WORK = """
import django
django.setup()
from django.utils import timezone
from apps.leads import commands
while commands.run_import(now=timezone.now(), most=200):
    pass
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_where_it_stood(settings, tmp_path):
    cast = make_cast()
    make.catalogue(by=cast.mara)
    rows = "".join(f"{number};;Company {number};{number};yes;Water\n" for number in range(1, 12_001))
    bad = "".join(f"x{number};;;many;;\n" for number in range(1, 101))
    source = make.uploaded(by=cast.mara, text=HEAD + rows + bad)
    commands.map_import(actor=cast.mara, source=source, mapping=source.mapping, now=NOW)
    commands.start_import(actor=cast.mara, source=source, now=NOW)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url(), "ACCORD_HOME": str(tmp_path),
    }  # fmt: skip

    def stand():
        source.refresh_from_db()
        return source.rows

    for beyond in (400, 3000):
        worker = subprocess.Popen([sys.executable, "-c", WORK], env=environment)
        try:
            until(lambda beyond=beyond: stand() > beyond, within=60, what=lambda: f"stands at {source.rows}")
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        until(_nobody_writes, within=20, what=lambda: "the killed worker's transaction is gone")
        at = stand()
        assert (source.state, at < 12_100) == ("running", True)
        assert (Lead.objects.count() + source.rejects.count(), at % 200) == (at, 0)
    while commands.run_import(now=NOW):
        pass
    source.refresh_from_db()
    assert (source.state, counts(source)) == ("done", counted(created=12_000, rejected=100))
    assert sorted(map(int, Lead.objects.values_list("external_id", flat=True))) == list(range(1, 12_001))


def _nobody_writes() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            " and xact_start is not null"
        )
        return cursor.fetchone()[0] == 0
