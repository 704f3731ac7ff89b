"""Pages of what is put together and handed to customers: collections and shares."""

from tests.house.roles import DONE, everyone, only
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL, MAKERS, SEE_SHARE, SENT

# --- Shares with customers: all share what is for customers; who shared, who owns it, marketers and admins see and end
#     a link; whoever has the link opens it.
SHARES = (
    Page(
        "collateral:share_asset",
        "for_customers",
        get=ALL,
        post=everyone(201),
        send=lambda w, m: {"recipient": "Jane Doe, Acme"},
    ),
    Page("collateral:shares", get=ALL),
    Page("collateral:share", "share", get=only(SEE_SHARE, 200, others=404)),
    Page(
        "collateral:extend_share",
        "share",
        get=only(SEE_SHARE, 200, others=404),
        post=only(SEE_SHARE, DONE, others=404),
    ),
    Page("collateral:revoke_share", "share", post=only(SEE_SHARE, DONE, others=404)),
    Page("collateral:shared", lambda w: [w.share_secret], get=ALL, post=SENT, strangers=(200, DONE)),
    # The button comes first.
    Page(
        "collateral:shared_file",
        lambda w: [w.share_secret, w.for_customers.pk],
        get=SENT,
        strangers=(DONE, 405),
        nested=lambda w: [w.share_secret, w.published.pk],
    ),
    # Of a collection the pieces have pages of their own, after the button.
    Page(
        "collateral:shared_item",
        lambda w: [w.collection_share_secret, w.for_customers.pk],
        get=SENT,
        strangers=(DONE, 405),
        nested=lambda w: [w.collection_share_secret, w.published.pk],
    ),
    Page(
        "collateral:shared",
        lambda w: [w.collection_share_secret],
        case="a collection",
        get=ALL,
        post=SENT,
        strangers=(200, DONE),
    ),
    Page(
        "collateral:share_collection", "collection", get=ALL, post=everyone(201), send=lambda w, m: {"recipient": "Jo"}
    ),
)

# --- Collections: marketers and admins, and the owner, make them; all read and share them.
COLLECTIONS = (
    Page("collateral:collections", get=ALL),
    Page(
        "collateral:new_collection",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"title": "First call", "use_when": "They ask for prices."},
    ),
    Page("collateral:collection", "collection", get=ALL),
    Page("collateral:collection", "archived_collection", case="archived", get=ALL),
    Page("collateral:edit_collection", "collection", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page("collateral:collect", "collection", post=only(MAKERS, DONE), send=lambda w, m: {"asset": w.published.pk}),
    Page(
        "collateral:collect_asset",
        "published",
        get=only(MAKERS, 200),
        post=only(MAKERS, DONE),
        send=lambda w, m: {"collection": w.collection.pk},
    ),
    Page("collateral:edit_item", "collection_item", get=only(MAKERS, 200), post=only(MAKERS, DONE)),
    Page("collateral:move_item", "collection_item", post=only(MAKERS, DONE), send=lambda w, m: {"direction": "down"}),
    Page("collateral:remove_item", "collection_item", post=only(MAKERS, DONE)),
    Page("collateral:archive_collection", "collection", post=only(MAKERS, DONE)),
    Page("collateral:restore_collection", "archived_collection", post=only(MAKERS, DONE)),
)
