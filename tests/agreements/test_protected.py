"""What was signed is changed by no door but an amendment: page, API, command, save(), update(), bare SQL."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from apps.agreements.models import Version
from apps.goals import commands as goals
from apps.goals.models import Goal
from apps.leads.models import Definition, DefinitionVersion
from tests.cast import NOW
from tests.factories import agreements as make
from tests.factories import goals as make_goal
from tests.factories import leads as make_lead
from tests.machine import Caller, make_token
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(cast):
    """Sam's, agreed from 0 to 100 by the end of the year."""
    made = make_goal.measured(owner=cast.sam, given={"side": "joint"})
    goals.set_conditions(
        actor=cast.sam, goal=made, conditions=[], consequence="We talk.", decided_by="team", now=NOW - timedelta(days=2)
    )
    make_goal.sign_all(make_goal.plan(by=cast.ada, goals=[made], seats=[cast.sam, cast.mara], sponsor=cast.eva))
    made.refresh_from_db()
    return made


@pytest.fixture
def definition(cast):
    """Employees are at least fifty, and more."""
    return make_lead.in_force(cast)


def save(row, field, value):
    setattr(row, field, value)
    row.save()


def update(row, field, value):
    type(row).objects.filter(pk=row.pk).update(**{field: value})


def bulk_update(row, field, value):
    setattr(row, field, value)
    type(row).objects.bulk_update([row], [field])


def sql(row, field, value):
    column = type(row)._meta.get_field(field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {row._meta.db_table} set {column.column} = %s where id = %s",  # noqa: S608
            [column.get_db_prep_save(value, connection), row.pk],
        )


def stored(row, field):
    return type(row).objects.values_list(field, flat=True).get(pk=row.pk)


OTHER_TREE = {
    "match": "all",
    "items": [{"id": "size", "attribute": "employees", "operator": "at_least", "values": [1]}],
}
PROTECTED = [
    ("goal", "title", "Something else"),
    ("goal", "target", Decimal(50)),
    ("goal", "baseline", Decimal(1)),
    ("goal", "due_on", date(2027, 1, 31)),
    ("goal", "starts_on", date(2026, 2, 1)),
    ("goal", "unit", "money"),
    ("goal", "side", "sales"),
    ("goal", "conditions", [{"text": "The price list is out", "who": None}]),
    ("goal", "consequence", "Nobody minds."),
    ("goal", "decided_by", "executives"),
    ("judging", "tree", OTHER_TREE),
    ("judging", "facts", {}),
    ("plan's version", "content", {"text": "Nothing."}),
    ("plan's version", "text", "Nothing."),
    ("definition's version", "content", {"text": "Nothing."}),
    ("definition's version", "text", "Nothing."),
]


@pytest.fixture
def row_of(request):
    """What is protected, by its name in the table above, made when it is asked for."""

    def find(name):
        if name in ("goal", "plan's version"):
            goal = request.getfixturevalue("goal")
            return goal if name == "goal" else goal.agreed_version
        definition = request.getfixturevalue("definition")
        return definition.versions.get() if name == "judging" else make.version(definition.agreement)

    return find


@pytest.mark.parametrize("way", [save, update, bulk_update, sql])
@pytest.mark.parametrize(("what", "field", "value"), PROTECTED)
def test_the_database_keeps_what_was_signed(row_of, what, field, value, way):
    row = row_of(what)
    before = deepcopy(stored(row, field))
    with pytest.raises(IntegrityError), transaction.atomic():
        way(row, field, value)
    assert stored(row, field) == before


def delete(row):
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {row._meta.db_table} where id = %s", [row.pk])  # noqa: S608
    connection.check_constraints()


@pytest.mark.parametrize("what", ["judging", "plan's version", "definition's version"])
def test_nothing_that_was_signed_is_deleted(row_of, what):
    row = row_of(what)
    with pytest.raises(IntegrityError), transaction.atomic():
        delete(row)
    assert type(row).objects.filter(pk=row.pk).exists()


# --- the doors for people and machines, and what they answer ----------------------------------------------


def test_a_target_typed_on_the_page_opens_the_amendment_that_holds_it(cast, goal):
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/measure/").press("Save", target="50")
    walk.reads("Propose another target").press("Open an amendment with this").reads("From 0 to 50")
    assert stored(goal, "target") == 100


def test_a_target_sent_to_the_api_is_refused_and_the_amendment_takes_it(cast, goal):
    sam = Caller(make_token(cast.sam))
    body = {"unit": "number", "direction": "reach", "baseline": "0", "target": "50"}
    dates = {"starts_on": "2026-01-01", "due_on": "2026-12-31"}
    answer = sam("post", f"goals/{goal.pk}/set-measure/", body | dates)
    assert (answer.status_code, answer.json()["code"]) == (422, "protected")
    assert sam("post", f"goals/{goal.pk}/amend/", {"target": "50"}).status_code == 200
    assert (stored(goal, "target"), goal.in_plan.typed) == (100, {"target": "50.0000"})


def test_the_commands_refuse_whoever_asks(cast, goal):
    for actor in (cast.sam, cast.mina, cast.ada):
        act = {"actor": actor, "goal": goal, "side": "marketing", "now": NOW}
        assert outcome(lambda act=act: goals.edit_goal(**act)) == "protected"


@pytest.mark.parametrize("door", ["api", "row"])
def test_a_criterion_changed_anywhere_is_in_the_amendment_and_judges_nothing(cast, definition, door):
    judging = definition.versions.get()
    if door == "api":
        sent = {"tree": OTHER_TREE}
        tag = f'"{definition.revision}"'
        assert (
            Caller(make_token(cast.mara))("patch", f"definitions/{definition.pk}/", sent, if_match=tag).status_code
            == 200
        )
    else:
        Definition.objects.filter(pk=definition.pk).update(tree=OTHER_TREE)
    states = list(Version.objects.order_by("number").values_list("number", "state"))
    assert states == ([(1, "signed"), (2, "draft")] if door == "api" else [(1, "signed")])
    assert list(DefinitionVersion.objects.values_list("pk", "tree")) == [(judging.pk, make_lead.TREE)]
    assert make.version(definition.agreement, 1).content["tree"] == make_lead.TREE


def test_an_import_brings_leads_and_no_criteria(cast, definition):
    """A file whose columns are called as what judges changes no more than its leads."""
    text = "email,name,company,tree,facts,employees\na@b.example,A,B,{},{},80\n"
    make_lead.imported(by=cast.mara, text=text, mapping={"email": "email", "name": "name", "company": "company"})
    assert DefinitionVersion.objects.values_list("tree", flat=True).get() == make_lead.TREE
    assert Goal.objects.count() == 0
