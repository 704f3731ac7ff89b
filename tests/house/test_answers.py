"""Whatever a notice may be about: what is answered to it by mail can be read on a page."""

import pytest
from django.urls import reverse

from apps.core import things
from tests.cast import client_of

# One of each kind that some notice is about.
ABOUT = (
    "goal", "milestone", "own_task", "obstacle", "asked", "agreement", "published", "older", "feedback", "hand_off",
    "lead", "meeting_ahead", "series", "item", "entry", "decision",
)  # fmt: skip


@pytest.mark.parametrize("name", ABOUT)
def test_an_answer_is_said_on_a_page_with_a_discussion(world, name):
    thing = getattr(world, name)
    said_at = things.talked_about_at(thing)
    pair = things.pair(said_at)
    reader = next(member for member in (world.cast.mara, world.cast.ada) if things.find(*pair, member))
    page = client_of(reader).get(things.url(said_at)).content.decode()
    assert reverse("notices:comment", args=pair) in page
