"""What an asset is for: some of a shared list, all of it, or not said yet; and what merging does to it."""

from functools import partial

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from apps.collateral import commands, queries
from apps.collateral.filters import AssetFilters
from apps.collateral.models import Asset, AssetFacet
from apps.people import commands as people
from apps.people import uses
from apps.people.models import Choice, ChoiceList, SavedView
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, take_all, upload
from tests.outcome import outcome
from tests.walker import Walker

LISTS = {"persona": ("Buyer", "Engineer"), "region": ("North", "South"), "language": ("English", "German")}


@pytest.fixture
def entries(cast: Cast) -> dict[str, Choice]:
    return {
        label: people.add_choice(actor=cast.ada, list=ChoiceList(name), label=label, now=NOW)
        for name, labels in LISTS.items()
        for label in labels
    }


def said(asset: Asset) -> dict[str, list[str]]:
    row = queries.library(viewer=asset.owner).get(pk=asset.pk)
    found = queries.by_list(vars(row)["said_facets"])
    return {name: [one["label"] for one in rows] for name, rows in found.items() if rows}


def edit(cast: Cast, asset: Asset, **changes):
    return commands.edit_asset(actor=cast.mara, asset=asset, now=NOW, **changes)


def test_facets_are_set_list_by_list(cast: Cast, entries):
    asset = make_draft(cast.mara, persona=[entries["Buyer"], entries["Engineer"]], language=entries["German"])
    edit(cast, asset, persona=[entries["Engineer"]], region=[entries["South"]])
    assert said(asset) == {"persona": ["Engineer"], "region": ["South"], "language": ["German"]}
    asset.refresh_from_db()
    assert asset.facet_ids == sorted(entries[label].pk for label in ("Engineer", "South", "German"))
    changes = [("persona", ["Buyer", "Engineer"], ["Engineer"]), ("region", [], ["South"])]
    assert sorted(history_of(asset)[0].changes) == changes


def test_all_of_a_list_is_said_and_ends_once_some_are_named(cast: Cast, entries):
    asset = make_draft(cast.mara, persona=[entries["Buyer"]])
    asset = edit(cast, asset, for_all=["region", "persona"])
    assert (asset.for_all, said(asset)) == (["persona", "region"], {})
    asset = edit(cast, asset, persona=[entries["Engineer"]])
    assert (asset.for_all, said(asset)) == (["region"], {"persona": ["Engineer"]})


def test_what_can_not_be_is_refused(cast: Cast, entries):
    asset = make_draft(cast.mara)
    people.retire_choice(actor=cast.ada, choice=entries["South"], now=NOW)
    asked = [
        partial(edit, cast, asset, persona=[entries["North"]]),
        partial(edit, cast, asset, persona=[entries["Buyer"]], for_all=["persona"]),
        partial(edit, cast, asset, for_all=["language"]),
        partial(edit, cast, asset, region=[entries["South"]]),
    ]
    assert [outcome(one) for one in asked] == ["of-another-list", "all-or-some", "no-such-list", "not-offered"]


def test_a_retired_entry_stays_where_it_stands(cast: Cast, entries):
    asset = make_draft(cast.mara, region=[entries["South"]])
    people.retire_choice(actor=cast.ada, choice=entries["South"], now=NOW)
    edit(cast, asset, region=[entries["South"], entries["North"]])
    assert said(asset) == {"region": ["North", "South"]}


def test_a_change_of_facets_alone_is_a_new_revision(cast: Cast, entries):
    asset = make_draft(cast.mara)
    edit(cast, asset, region=[entries["North"]])
    assert outcome(partial(edit, cast, asset, revision=asset.revision, title="Mine")) == "stale"


@pytest.mark.parametrize(
    ("rule", "list_name", "labels"),
    [
        ("facet_once_per_asset", "persona", ["Buyer", "Buyer"]),
        ("facet_one_language", "language", ["English", "German"]),
        ("facet_of_its_list", "persona", ["North"]),
        ("facet_all_or_some", "region", ["North"]),
    ],
)
def test_the_database_keeps_the_rules(cast: Cast, entries, rule, list_name, labels):
    asset = make_draft(cast.mara, for_all=["region"])
    rows = [AssetFacet(asset=asset, list=list_name, choice=entries[label]) for label in labels]
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AssetFacet.objects.bulk_create(rows)


def test_all_and_some_exclude_each_other_in_the_database(cast: Cast, entries):
    asset = make_draft(cast.mara, persona=[entries["Buyer"]])
    with pytest.raises(IntegrityError, match="facet_all_or_some"), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(for_all=["persona"])
    with pytest.raises(IntegrityError, match="asset_for_all_of_a_list"), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(for_all=["language"])


# --- pages, API, CSV


def test_facets_are_chosen_on_the_form_and_read_on_the_page(cast: Cast, entries):
    asset = make_draft(cast.mara)
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/edit/")
    walker.press(
        "Save",
        persona=[str(entries["Buyer"].pk), "all"],
        language=str(entries["German"].pk),
        expect=422,
    ).reads("Choose some of them, or all; not both.")
    walker.press("Save", persona=["all"], region=[str(entries["North"].pk), str(entries["South"].pk)])
    walker.reads("Personaall RegionNorth, South LanguageGerman")
    assert said(asset) == {"region": ["North", "South"], "language": ["German"]}
    walker.open("/collateral/").reads("North · South · German")


def test_uploaded_files_get_the_facets_chosen_as_they_are_called_by_then(cast: Cast, entries):
    walker = Walker(cast.mara).open("/collateral/upload/")
    walker.press("Upload", file=[upload("a.txt"), upload("b.txt", b"b")], persona=[str(entries["Buyer"].pk)])
    people.merge_choice(actor=cast.ada, choice=entries["Buyer"], into=entries["Engineer"], now=NOW)
    take_all(now=timezone.now())
    assert [said(asset) for asset in Asset.objects.all()] == [{"persona": ["Engineer"]}] * 2


def test_facets_by_api_and_csv(cast: Cast, entries):
    buyer, german = str(entries["Buyer"].pk), str(entries["German"].pk)
    client = client_of(cast.mara)
    sent = {"file": upload(), "persona": [buyer], "language": german, "for_all": ["region"]}
    made = client.post("/api/v1/assets/", sent, headers={"Idempotency-Key": "one"}).json()
    expected = {"persona": [{"id": buyer, "title": "Buyer"}], "industry": [], "for_all": ["region"]}
    assert {name: made[name] for name in expected} == expected
    assert made["language"] == {"id": german, "title": "German"}
    listed = client.get("/api/v1/assets/", {"persona": buyer, "fields": "persona,language"}).json()["results"]
    assert listed == [{"persona": expected["persona"], "language": made["language"]}]
    csv = client.get("/collateral/", {"format": "csv"}).getvalue().decode()
    assert '"Persona","Funnel stage","Industry","Product","Region","Language"' in csv
    assert '"Buyer","","","","all","German"' in csv


def test_filters_take_any_within_a_list_and_every_list(cast: Cast, entries):
    facts = {
        "For buyers, North": {"persona": [entries["Buyer"]], "region": [entries["North"]]},
        "For engineers, South": {"persona": [entries["Engineer"]], "region": [entries["South"]]},
        "For all, North": {"for_all": ["persona"], "region": [entries["North"]]},
        "Not said": {},
    }
    for number, (title, given) in enumerate(facts.items()):
        make_published(cast.mara, f"page {number}", title=title, **given)

    def found(*labels: str) -> list[str]:
        asked = {}
        for label in labels:
            asked.setdefault(entries[label].list, []).append(str(entries[label].pk))
        rows = client_of(cast.sam).get("/api/v1/assets/", {**asked, "ordering": "title"}).json()["results"]
        return [row["title"] for row in rows]

    assert found("Buyer") == ["For all, North", "For buyers, North"]
    assert found("Buyer", "Engineer") == ["For all, North", "For buyers, North", "For engineers, South"]
    assert found("Buyer", "Engineer", "South") == ["For engineers, South"]
    assert found("Engineer", "North") == ["For all, North"]


# --- merging


def test_merging_moves_every_use(cast: Cast, entries):
    buyer, engineer = entries["Buyer"], entries["Engineer"]
    kinds = [kind_of_collateral("Price list"), kind_of_collateral("Prices")]
    one = make_published(cast.mara, persona=[buyer], kind=kinds[1])
    both = make_published(cast.mara, "two", persona=[buyer, engineer])
    SavedView.objects.create(member=cast.sam, page="collateral:library", name="Mine", query=f"persona={buyer.pk}")
    walker = Walker(cast.ada).open(f"/admin/choices/{buyer.pk}/merge/")
    walker.reads("What has it now gets the entry you choose: 2 pieces of collateral1 saved view")
    walker.press("Merge", into=str(engineer.pk)).reads("“Buyer” is merged, and no longer offered.")
    people.merge_choice(actor=cast.ada, choice=kinds[1], into=kinds[0], now=NOW)

    assert [said(asset) for asset in (one, both)] == [{"persona": ["Engineer"]}] * 2
    assert Asset.objects.get(pk=one.pk).kind == kinds[0]
    assert SavedView.objects.get().query == f"persona={engineer.pk}"
    assert uses.counted(buyer) == []
    assert Walker(cast.sam).open(f"/collateral/{one.pk}/").reads("“Buyer” was merged into “Engineer”")


def test_merging_is_for_two_entries_of_one_list(cast: Cast, entries):
    people.retire_choice(actor=cast.ada, choice=entries["South"], now=NOW)
    pairs = [("Buyer", "Buyer"), ("Buyer", "North"), ("North", "South"), ("South", "North")]
    merge = partial(people.merge_choice, actor=cast.ada, now=NOW)
    asked = [partial(merge, choice=entries[old], into=entries[new]) for old, new in pairs]
    assert [outcome(one) for one in asked] == ["no-merge", "no-merge", "no-merge", "done"]
    assert outcome(partial(people.merge_choice, actor=cast.mara, now=NOW, choice=entries["Buyer"],
                           into=entries["Engineer"])) == "403"  # fmt: skip


def test_every_column_that_points_at_a_choice_is_known_to_merging():
    pointing = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Choice
    }
    assert pointing == {use.column for use in uses.known()} - {"people.SavedView.query"}


# --- counting


@pytest.fixture
def shelf(cast: Cast, entries):
    """Two for buyers (one of these in the North), one for all personas in the South, and a hidden draft for buyers."""
    buyer, north, south = entries["Buyer"], entries["North"], entries["South"]
    make_published(cast.mara, "meters", title="A", persona=[buyer], region=[north])
    make_published(cast.mara, "meters", title="B", persona=[buyer, entries["Engineer"]])
    make_published(cast.mara, "pumps", title="C", for_all=["persona"], region=[south])
    make_draft(cast.mara, title="meters draft", persona=[buyer])
    return entries


def counts(viewer, entries, **asked) -> dict[str, str | None]:
    request = RequestFactory().get("/")
    request.user = viewer
    data = QueryDict(mutable=True)
    for name, values in asked.items():
        data.setlist(name, [str(one.pk) if isinstance(one, Choice) else one for one in values])
    narrowed = AssetFilters(data, queryset=queries.library(viewer=viewer), request=request)
    assert narrowed.is_valid()
    found = queries.facets(rows=narrowed.without_facets(), chosen=narrowed.chosen)
    return {entry.label: entry.count for facet in found for entry in facet.entries if entry.label in entries}


def test_each_list_is_counted_as_the_others_narrow(cast: Cast, shelf):
    zero = {"English": "0", "German": "0"}
    assert counts(cast.sam, shelf) == {"Buyer": "3", "Engineer": "2", "North": "1", "South": "1"} | zero
    asked = {"persona": [shelf["Engineer"]]}
    assert counts(cast.sam, shelf, **asked) == {"Buyer": "3", "Engineer": "2", "North": "0", "South": "1"} | zero
    asked |= {"region": [shelf["North"]]}
    assert counts(cast.sam, shelf, **asked) == {"Buyer": "1", "Engineer": "0", "North": "0", "South": "1"} | zero
    assert counts(cast.sam, shelf, q=["meters"])["Buyer"] == "2"


@pytest.mark.parametrize(
    ("who", "buyers"),
    {"sam": "3", "sofie": "3", "mina": "3", "moritz": "3", "eva": "3", "mara": "4", "milo": "4", "ada": "4"}.items(),
)
def test_what_may_not_be_seen_is_not_counted(cast: Cast, shelf, who, buyers):
    assert counts(cast.by_name(who), shelf)["Buyer"] == buyers


def test_of_a_long_list_the_counts_say_at_least(cast: Cast, shelf, monkeypatch):
    monkeypatch.setattr("apps.collateral.queries.counting.COUNTED_AT_MOST", 2)
    assert counts(cast.sam, shelf)["Engineer"].endswith("+")


def test_counting_takes_two_statements(cast: Cast, shelf, django_assert_num_queries):
    rows = queries.library(viewer=cast.sam)
    with django_assert_num_queries(2):
        queries.facets(rows=rows, chosen={})


def test_what_narrows_is_taken_back_in_one_tap(cast: Cast, shelf):
    walker = Walker(cast.sam).open(f"/collateral/?persona={shelf['Engineer'].pk}&region={shelf['South'].pk}")
    walker.reads("1 found").follow("Engineer don't narrow by this").reads("1 found")
    walker.follow("South don't narrow by this").reads("3 found")
    assert (walker.url, len(walker.rows())) == ("/collateral/", 3)
