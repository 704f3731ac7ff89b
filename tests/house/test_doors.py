"""Every public command is reached by a page and by an operation of the API, or it is no capability at all."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Commands that no person gives: what only time, another command or the command line does.
BY_ITSELF = {
    "trail": {"record", "record_each", "record_many", "seal", "verify", "hash_of", "digest_of", "erase_details"},
    "people": {"set_up_company", "ensure_system_member", "tidy", "record_directory_miss", "move_views"},
    "notices": {"post", "post_each", "deliver", "keep", "leave_at_the_inbox", "fetch", "take", "tidy"},
    # `tell_moved` is for the app whose thing was moved.
    "agreements": {"enter_force", "hand_over_agreement", "tell_moved"},
    "goals": {
        "return_unanswered",
        "hand_over_goal",
        "hand_over_milestone",
        "hand_over_obstacle",
        "hand_over_promise",
        "hand_over_reading",
        "hand_over_small_step",
        "hand_over_tasks",
        # What a screen on a wall does by looking.
        "note_use_of_link",
    },
    "collateral": {
        "read_waiting",
        "check_link_waiting",
        "scan_waiting",
        "confirm_silent",
        "draw_waiting",
        "hand_over_assets",
        "hand_over_requests",
        "hand_over_reviews",
        "hand_over_inputs",
        # What the steps of an asset's life stand on.
        "go",
        "take_in",
        "bring_in",
        "let_out",
        "taken_over",
        "tell_maker",
        "put_before",
        "reviewer_held",
        "review_own",
        "end_waiting",
        "merge_facets",
        "merge_kind",
        "merge_kind_of_batches",
        "take_in_waiting",
        "remove_archive",
        "publish_waiting",
        "merge_persona_of_notes",
        # What a new rating says of fixes.
        "judge_fixes",
        "note_search",
        "note_opening",
        "forget_searches",
        "forget_changes",
        "check_library",
        "count_week",
        # What a review says of the feedback that its version fixes.
        "fix_once_reviewed",
        "say_reviewed_fixed",
        # What opening and downloading do.
        "note_use",
        "hand_over_shares",
        "hand_over_collections",
        # What several commands stand on.
        "offer",
        "tell_owner",
        "tell_who_asked",
        "tell_who_gave_input",
        # What customers do behind a link, on pages that no machine knows of.
        "open_share",
        "note_download",
        "ask_again",
    },
    "leads": {
        "classify",
        "classify_waiting",
        "enter_force",
        "expire_offers",
        "hand_over_lead",
        "merge_reason",
        "offer_waiting",
        "preview",
        "run_import",
        # What leaving does.
        "take_from",
    },
    "meetings": {
        "look_ahead",
        "hand_over_series",
        # What several commands stand on.
        "sync_invitees",
        "extend",
        "tell_of_invitation",
        "set_attendance",
        "tell_calendars",
    },
    "followups": {"sweep", "sweep_all", "ensure_rules"},
}
# What is done by a link alone, by people whom the machine's door can't know.
NO_MACHINE = {"people": {"accept_invitation"}}
APPS = sorted(path.parent.name for path in (ROOT / "apps").glob("*/commands*") if path.suffix in {".py", ""})


def sources(app: str, name: str) -> list[Path]:
    """The files of the module `name` of an app: one, or all of a package."""
    module = ROOT / "apps" / app / f"{name}.py"
    return [module] if module.exists() else sorted((ROOT / "apps" / app / name).glob("**/*.py"))


def public_commands(app: str) -> set[str]:
    return {
        node.name
        for path in sources(app, "commands")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_keyword_only_command(node)
    }


def _is_keyword_only_command(node: ast.FunctionDef) -> bool:
    return "actor" in {argument.arg for argument in node.args.kwonlyargs} or "now" in {
        argument.arg for argument in node.args.kwonlyargs
    }


def names_used(app: str, *modules: str) -> set[str]:
    found: set[str] = set()
    for module in modules:
        for path in sources(app, module):
            tree = ast.parse(path.read_text())
            found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            found |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found


def test_there_are_commands_to_check():
    assert {"people", "notices", "goals", "collateral", "followups"} <= set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_every_command_has_a_page_and_an_operation(app):
    undone = names_used(app, "things", "apps")  # the inverse of an undo is reached by the undo door, page and API
    wanted = public_commands(app) - BY_ITSELF.get(app, set()) - {name for name in undone if name.startswith("undo_")}
    missing_pages = wanted - names_used(app, "views", "account_urls", "adapter")
    missing_operations = wanted - names_used(app, "api") - NO_MACHINE.get(app, set())
    assert (missing_pages, missing_operations) == (set(), set())


@pytest.mark.parametrize("app", APPS)
def test_what_stands_as_done_by_itself_exists(app):
    assert (
        BY_ITSELF.get(app, set())
        - {
            node.name
            for path in sources(app, "commands")
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef)
        }
        == set()
    )
