"""Published, archived and brought back: who may, from where, and undone."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.commands.ground import WrongState
from apps.collateral.commands.moving import NotComplete
from apps.collateral.commands.publishing import ChangedSince
from apps.collateral.models import Asset
from apps.core import undo
from tests.cast import NOW, Cast
from tests.factories.collateral import kind_of_collateral, make_draft, make_published

LATER = NOW + timedelta(minutes=5)


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
