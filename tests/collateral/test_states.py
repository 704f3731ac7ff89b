"""The one table of states: what the commands, the database and the docs make of it."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Asset, Review
from apps.collateral.models.states import MOVES, State, pairs, table
from apps.core.errors import Refused
from tests.cast import NOW, Cast
from tests.factories.collateral import in_state, make_published

WHO = ["sam", "mara", "milo", "mina", "moritz", "eva", "ada", "owner"]
MAKERS = {"mara", "milo", "ada"}
COMMANDS = {
    "ask_review": commands.ask_review,
    "take_back": commands.take_back,
    "request_changes": lambda **said: commands.request_changes(note="Prices", **said),
    "approve": commands.approve_asset,
    "publish": commands.publish_asset,
    "unpublish": commands.unpublish_asset,
    "recall": lambda **said: commands.recall_asset(reason="Wrong", **said),
    "archive": commands.archive_asset,
    "use_instead": lambda **said: commands.use_instead(
        successor=make_published(said["asset"].created_by), note="It is newer", **said
    ),
    "restore": commands.restore_asset,
}
# Written by hand, from the table as it was meant: what leads where.
LEADS = {
    "ask_review": {"draft": "in_review", "changes_requested": "in_review", "recalled": "in_review"},
    "take_back": {"in_review": "draft", "changes_requested": "draft"},
    "request_changes": {"in_review": "changes_requested"},
    "approve": {"in_review": "published"},
    "publish": {"draft": "published"},
    "unpublish": {"published": "draft"},
    "recall": {"published": "recalled", "archived": "recalled"},
    "archive": {
        "draft": "archived", "changes_requested": "archived", "published": "archived", "recalled": "archived",
    },
    "use_instead": {"in_review": "archived", "changes_requested": "archived"},
    "restore": {"archived": "draft"},
}  # fmt: skip
OWNERS = {"ask_review", "take_back"}
REVIEWERS = {"request_changes", "approve"}


def expected(action: str, state: str, who: str) -> str:
    """Mara made each, Milo is to review it, Sam isn't of marketing, and `owner` is a manager who owns it."""
    if who not in MAKERS and not (who == "owner" and action in OWNERS):
        return "403"
    if state not in LEADS[action]:
        return "409"
    if action in REVIEWERS and who == "mara":
        return "422"
    return LEADS[action][state]


def came_of(act, asset: Asset) -> str:
    try:
        with transaction.atomic():
            act()
            asset.refresh_from_db()
            transaction.set_rollback(True)
            return str(asset.state)
    except PermissionDenied:
        return "403"
    except WrongState:
        return "409"
    except Refused:
        return "422"


@pytest.mark.parametrize("action", MOVES)
def test_each_step_in_each_state_by_each_role(cast: Cast, action):
    people = {name: getattr(cast, name) for name in WHO if name != "owner"} | {"owner": cast.sofie}
    found, wanted = {}, {}
    for state in State.values:
        asset = in_state(state, cast.mara, reviewer=cast.milo, owner=cast.sofie)
        for who, actor in people.items():
            step = (state, who)
            found[step] = came_of(lambda a=actor, x=asset: COMMANDS[action](actor=a, asset=x, now=NOW), asset)
            wanted[step] = expected(action, state, who)
    assert found == wanted


def test_the_database_lets_nothing_else_happen(cast: Cast):
    """Every jump from state to state that isn't in the table is refused, whoever writes it."""
    legal = {(before, after) for moves in LEADS.values() for before, after in moves.items()}
    # What was recalled goes back to that, and an undone archive to where it was.
    legal |= {("in_review", "recalled"), ("changes_requested", "recalled"), ("archived", "changes_requested")}
    assert set(pairs()) == legal
    rows = {state: in_state(state, cast.mara, reviewer=cast.milo) for state in State.values}
    refused = set()
    for before, asset in rows.items():
        for after in set(State.values) - {before}:
            try:
                with transaction.atomic():
                    Asset.objects.filter(pk=asset.pk).update(state=after, **_fitting(before, after))
                    transaction.set_rollback(True)
            except Error:
                refused.add((before, after))
    every = {(before, after) for before in State.values for after in State.values if before != after}
    assert refused == every - legal


def _fitting(before: str, after: str) -> dict[str, object]:
    """What else has to stand there, so that only the jump itself can be refused."""
    fields: dict[str, object] = {"archived_at": NOW}
    if after == "recalled":
        fields |= {"recalled_at": NOW, "recalled_because": "Wrong"}
    if before == "recalled" and after in ("draft", "published"):
        fields |= {"recalled_at": None, "recalled_because": ""}
    if after == "published":
        fields |= {"published_at": NOW}
    return fields


def test_the_page_in_docs_is_the_table():
    page = Path("docs/states-of-collateral.md").read_text()
    assert table() in page


def test_a_review_that_is_decided_never_changes(cast: Cast):
    asset = in_state("changes_requested", cast.mara, reviewer=cast.milo)
    rows = Review.objects.filter(asset=asset)
    for change in ({"verdict": "approved"}, {"note": "else"}, {"reviewer": cast.ada}, {"asked_by": cast.ada}):
        with pytest.raises(Error), transaction.atomic():
            rows.update(**change)
    with pytest.raises(Error), transaction.atomic():
        rows.delete()
