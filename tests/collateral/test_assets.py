"""Taking files in, replacing them, saying what they are, publishing and archiving them."""

import os
import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.assets import NotAKind, StillPublished
from apps.collateral.commands.ground import HasLeft, TextNeeded, WrongState
from apps.collateral.commands.moving import NotComplete
from apps.collateral.commands.publishing import ChangedSince
from apps.collateral.commands.versions import NewerVersion, SameFile
from apps.collateral.files import EmptyFile, TooLarge, UnknownType, clean_name
from apps.collateral.models import Asset, AssetVersion
from apps.core import things, undo
from apps.core.errors import Stale
from apps.people.models import Choice
from apps.trail.queries import history_of
from tests.cast import NOW, Cast
from tests.factories import files
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, upload

LATER = NOW + timedelta(minutes=5)
ALLOWED, FORBIDDEN = "allowed", "403"
EVERYBODY = ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada", "dan"]
MARKETERS = {"mara", "milo", "ada"}


def outcome(act) -> str:
    """Whether the gate let somebody through; what the rules then say is another question."""
    try:
        with transaction.atomic():
            act()
    except PermissionDenied:
        return FORBIDDEN
    return ALLOWED


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_makes_collateral(cast: Cast, who):
    actor, expected = cast.by_name(who), ALLOWED if who in MARKETERS else FORBIDDEN
    draft, shown = make_draft(cast.mara), make_published(cast.mara)
    archived = commands.archive_asset(actor=cast.mara, asset=make_published(cast.mara), now=NOW)[0]
    ready = make_draft(cast.mara, kind=kind_of_collateral(), audience="internal")
    told = {
        "create": outcome(lambda: make_draft(actor, owner=cast.mara)),
        "edit": outcome(lambda: commands.edit_asset(actor=actor, asset=draft, title="New", now=NOW)),
        "replace": outcome(
            lambda: commands.add_version(
                actor=actor, asset=draft, file=upload(content=b"new"), change_note="New", now=NOW
            )
        ),
        "publish": outcome(lambda: commands.publish_asset(actor=actor, asset=ready, now=NOW)),
        "unpublish": outcome(lambda: commands.unpublish_asset(actor=actor, asset=shown, now=NOW)),
        "archive": outcome(lambda: commands.archive_asset(actor=actor, asset=draft, now=NOW)),
        "restore": outcome(lambda: commands.restore_asset(actor=actor, asset=archived, now=NOW)),
    }
    assert told == dict.fromkeys(told, expected)


def test_an_owner_of_any_role_may_edit_and_replace_but_not_publish(cast: Cast):
    asset = make_draft(cast.mara, owner=cast.mina, kind=kind_of_collateral(), audience="internal")
    told = [
        outcome(lambda: commands.edit_asset(actor=cast.mina, asset=asset, title="New", now=NOW)),
        outcome(
            lambda: commands.add_version(
                actor=cast.mina, asset=asset, file=upload(content=b"new"), change_note="New", now=NOW
            )
        ),
        outcome(lambda: commands.publish_asset(actor=cast.mina, asset=asset, now=NOW)),
    ]
    assert told == [ALLOWED, ALLOWED, FORBIDDEN]


# --- files


def test_a_file_comes_in_as_a_draft_called_like_it(cast: Cast, own_files):
    content = files.pdf()
    asset = make_draft(cast.mara, name="AURORA-200_pricing_v2.pdf", content=content)
    version = asset.current
    assert (asset.title, asset.state, asset.owner, asset.created_by) == (
        "AURORA-200 pricing v2", "draft", cast.mara, cast.mara,
    )  # fmt: skip
    assert (version.number, version.original_name, version.kind, version.size, version.reading) == (
        1, "AURORA-200_pricing_v2.pdf", "pdf", len(content), "waiting",
    )  # fmt: skip
    kept = own_files / version.file
    assert kept.read_bytes() == content
    assert "AURORA" not in str(version.file)
    assert (stat.S_IMODE(os.stat(kept).st_mode), stat.S_IMODE(os.stat(kept.parent).st_mode)) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("C:\\fakepath\\plan.txt", "plan.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("line\r\nSet-Cookie: a=b.txt", "lineSet-Cookie: a=b.txt"),
        ("nul\x00byte.txt", "nulbyte.txt"),
        ("<script>alert(1)</script>.txt", "script>.txt"),
        ('"; rm -rf x.txt', '"; rm -rf x.txt'),
        ("Größe.TXT", "Größe.TXT"),
        ("x" * 400 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_names_are_only_shown(cast: Cast, own_files, name, shown):
    """Whatever a file is called, it lies under the hash of its content."""
    assert clean_name(name) == shown
    version = make_draft(cast.mara, name=name, title="Named").current
    assert version.file == f"collateral/{version.sha256[:2]}/{version.sha256}"
    assert [path.name for path in own_files.rglob("*") if path.is_file()] == [version.sha256]


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("macro.docm", b"PK", UnknownType),
        ("song.mp3", b"ID3", UnknownType),
        ("noending", b"text", UnknownType),
        (".pdf", b"%PDF", UnknownType),
        ("empty.txt", b"", EmptyFile),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(cast: Cast, own_files, name, content, refusal):
    with pytest.raises(refusal):
        make_draft(cast.mara, name=name, content=content)
    assert (Asset.objects.count(), list(own_files.glob("**/*"))) == (0, [])


def test_a_file_over_the_limit_is_refused(cast: Cast, settings):
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024
    with pytest.raises(TooLarge, match="larger than 2 MB"):
        make_draft(cast.mara, content=b"x" * (2 * 1024 * 1024 + 1))


def test_the_same_content_is_kept_once_and_noticed(cast: Cast, own_files):
    first = make_draft(cast.mara, name="one.txt")
    second = make_draft(cast.milo, name="two.txt")
    twins = queries.same_content(viewer=cast.mara, version=second.current)
    assert [version.asset for version in twins] == [first]
    assert len([path for path in own_files.rglob("*") if path.is_file()]) == 1


def test_the_same_content_in_anothers_draft_isnt_told_to_who_cannot_see_it(cast: Cast):
    make_draft(cast.mara, name="one.txt")
    shown = make_published(cast.milo, name="two.txt")
    assert queries.same_content(viewer=cast.sam, version=shown.current) == []


def test_a_file_cut_off_in_the_storage_isnt_taken_for_the_whole(cast: Cast, own_files):
    first = make_draft(cast.mara)
    (own_files / first.current.file).write_bytes(b"Met")
    second = make_draft(cast.mara)
    assert second.current.file != first.current.file
    assert (own_files / second.current.file).read_bytes() == b"Meters for everybody"


# --- versions


def replace(actor, asset, content=b"new", note="New prices", **said):
    return commands.add_version(
        actor=actor, asset=asset, file=upload(content=content), change_note=note, now=LATER, **said
    )


def test_a_new_version_keeps_the_link_and_the_older_one(cast: Cast):
    asset = make_published(cast.mara)
    version = replace(cast.milo, asset)
    asset.refresh_from_db()
    assert (version.number, asset.current, asset.state) == (2, version, "published")
    assert list(asset.versions.order_by("number").values_list("number", "change_note")) == [(1, ""), (2, "New prices")]


def test_a_new_version_says_what_is_new(cast: Cast):
    with pytest.raises(TextNeeded):
        replace(cast.mara, make_draft(cast.mara), note="  ")


def test_the_file_in_use_isnt_a_new_version(cast: Cast):
    with pytest.raises(SameFile, match="identical to version 1"):
        replace(cast.mara, make_draft(cast.mara), content=b"Meters for everybody")


def test_an_older_file_may_come_back(cast: Cast):
    asset = make_draft(cast.mara)
    replace(cast.mara, asset)
    assert replace(cast.mara, asset, content=b"Meters for everybody").number == 3


def test_whoever_was_slower_is_told_and_nothing_is_replaced(cast: Cast):
    asset = make_draft(cast.mara)
    replace(cast.milo, asset, based_on=1)
    with pytest.raises(NewerVersion) as newer:
        replace(cast.mara, asset, content=b"other", based_on=1)
    assert (newer.value.current.uploaded_by, newer.value.kept.name) == (cast.milo, "notes.txt")
    assert asset.versions.count() == 2


def test_what_was_uploaded_never_changes(cast: Cast):
    version = make_draft(cast.mara).current
    other = make_draft(cast.mara)
    frozen = {
        "file": "elsewhere", "original_name": "other.txt", "size": 1, "sha256": "0" * 64, "number": 7,
        "change_note": "else", "uploaded_by": cast.milo, "uploaded_at": LATER, "asset": other,
    }  # fmt: skip
    refused = set()
    for field, value in frozen.items():
        with pytest.raises(Error), transaction.atomic():
            AssetVersion.objects.filter(pk=version.pk).update(**{field: value})
        refused.add(field)
    with pytest.raises(Error), transaction.atomic():
        AssetVersion.objects.filter(pk=version.pk).delete()
    assert refused == set(frozen)


# --- words


def test_edit_keeps_what_is_not_given_and_records_what_changed(cast: Cast):
    asset = make_draft(cast.mara, summary="Old")
    commands.edit_asset(actor=cast.milo, asset=asset, title=" Better ", now=LATER)
    asset.refresh_from_db()
    newest = history_of(asset)[0]
    assert (asset.title, asset.summary) == ("Better", "Old")
    assert (newest.actor, newest.words, newest.changes) == (cast.milo, "edited it", [("title", "notes", "Better")])


def test_edit_over_a_newer_change_is_refused(cast: Cast):
    asset = make_draft(cast.mara)
    before = asset.revision
    commands.edit_asset(actor=cast.milo, asset=asset, title="Milo's", now=LATER, revision=before)
    with pytest.raises(Stale) as stale:
        commands.edit_asset(actor=cast.mara, asset=asset, title="Mara's", now=LATER, revision=before)
    asset.refresh_from_db()
    assert (asset.title, stale.value.current.title) == ("Milo's", "Milo's")


def test_edit_refuses_what_cannot_be(cast: Cast):
    asset, shown = make_draft(cast.mara), make_published(cast.mara)
    region = Choice.objects.create(list="region", label="South")

    def edit(asset, **said):
        return commands.edit_asset(actor=cast.mara, asset=asset, now=LATER, **said)

    with pytest.raises(TextNeeded):
        edit(asset, title=" ")
    with pytest.raises(HasLeft):
        edit(asset, owner=cast.dan)
    with pytest.raises(NotAKind):
        edit(asset, kind=region)
    with pytest.raises(StillPublished):
        edit(shown, kind=None)
    with pytest.raises(StillPublished):
        edit(shown, audience="")


def test_the_database_refuses_what_no_command_would_do(cast: Cast):
    asset, shown, other = make_draft(cast.mara), make_published(cast.mara), make_draft(cast.milo)
    region = Choice.objects.create(list="region", label="South")
    rows = Asset.objects.filter(pk=asset.pk)
    wrong = [
        lambda: rows.update(state="published"),
        lambda: rows.update(title=""),
        lambda: rows.update(kind=region),
        lambda: rows.update(current=other.current),
        lambda: rows.update(owner=cast.dan),
        lambda: rows.update(audience="aliens"),
        lambda: Asset.objects.filter(pk=shown.pk).update(audience=""),
    ]
    for act in wrong:
        with pytest.raises(Error), transaction.atomic():
            act()
    asset.refresh_from_db()
    assert (asset.state, asset.title, asset.kind, asset.owner) == ("draft", "notes", None, cast.mara)


# --- publishing and archiving


def test_publishing_says_what_is_missing(cast: Cast):
    asset = make_draft(cast.mara)
    with pytest.raises(NotComplete, match="its kind and its audience"):
        commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    commands.edit_asset(actor=cast.mara, asset=asset, kind=kind_of_collateral(), audience="internal", now=NOW)
    commands.publish_asset(actor=cast.mara, asset=asset, now=LATER)
    asset.refresh_from_db()
    assert (asset.state, asset.published_at) == ("published", LATER)


STATES = ["draft", "published", "archived"]
MOVES = {
    commands.publish_asset: {"draft": "published"},
    commands.unpublish_asset: {"published": "draft"},
    commands.archive_asset: {"draft": "archived", "published": "archived"},
    commands.restore_asset: {"archived": "draft"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_moves(cast: Cast, move, state):
    asset = make_draft(cast.mara, kind=kind_of_collateral(), audience="internal")
    if state == "published":
        commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    if state == "archived":
        commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    if state in MOVES[move]:
        move(actor=cast.mara, asset=asset, now=LATER)
    else:
        with pytest.raises(WrongState):
            move(actor=cast.mara, asset=asset, now=LATER)
    asset.refresh_from_db()
    assert asset.state == MOVES[move].get(state, state)


def test_archived_to_published_is_no_move_for_anybody(cast: Cast):
    asset = make_published(cast.mara)
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    with pytest.raises(WrongState, match="is archived"):
        commands.publish_asset(actor=cast.mara, asset=asset, now=LATER)
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(state="published")


@pytest.mark.parametrize(
    ("move", "before"),
    [
        (commands.publish_asset, "draft"),
        (commands.unpublish_asset, "published"),
        (commands.archive_asset, "published"),
        (commands.archive_asset, "draft"),
    ],
)
def test_undo_brings_back_what_was(cast: Cast, move, before):
    asset = make_draft(cast.mara, kind=kind_of_collateral(), audience="internal")
    if before == "published":
        commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    _asset, offer = move(actor=cast.mara, asset=asset, now=NOW)
    undo.run(token=offer.token, actor=cast.mara, now=LATER)
    asset.refresh_from_db()
    assert asset.state == before


def test_undo_is_refused_once_somebody_touched_it(cast: Cast):
    asset = make_published(cast.mara)
    _asset, offer = commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    commands.edit_asset(actor=cast.milo, asset=asset, title="Touched", now=NOW)
    with pytest.raises(ChangedSince):
        undo.run(token=offer.token, actor=cast.mara, now=LATER)


def test_a_leavers_assets_are_handed_over(cast: Cast):
    asset = make_published(cast.mara)
    assert things.kind("asset").owned_by(cast.mara).get() == asset
    things.hand_over(actor=cast.ada, rows=[asset], to=cast.moritz, now=LATER)
    asset.refresh_from_db()
    assert (asset.owner, asset.created_by) == (cast.moritz, cast.mara)
    assert history_of(asset)[0].words == "handed it over to Moritz Moser"
