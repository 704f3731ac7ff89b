"""Taking files in, replacing them, saying what they are, publishing and archiving them."""

import os
import stat
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.assets import NotAKind, StillPublished
from apps.collateral.commands.ground import HasLeft, TextNeeded
from apps.collateral.files import EmptyFile, TooLarge, UnknownType, clean_name
from apps.collateral.models import Asset
from apps.core import things
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


def test_a_leavers_assets_are_handed_over(cast: Cast):
    asset = make_published(cast.mara)
    assert things.kind("asset").owned_by(cast.mara).get() == asset
    things.hand_over(actor=cast.ada, rows=[asset], to=cast.moritz, now=LATER)
    asset.refresh_from_db()
    assert (asset.owner, asset.created_by) == (cast.moritz, cast.mara)
    assert history_of(asset)[0].words == "handed it over to Moritz Moser"
