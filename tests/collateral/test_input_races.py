"""Two at the same moment over input, on two real connections."""

import pytest

from apps.collateral import commands
from apps.collateral.models import Asset, Input, InputAsk
from apps.notices.models import Notice
from tests.cast import NOW, Cast, make_cast
from tests.factories.collateral import asked, kind_of_collateral, make_draft
from tests.races import at_once, in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def giving(member, answers):
    return lambda: commands.give_input(actor=member, input=Input.objects.get(member=member), answers=answers, now=NOW)


def test_one_answers_from_two_phones_at_once(cast: Cast):
    asked(cast.mara, make_draft(cast.mara), cast.sam)
    yes, no = [{"quick": "yes"}], [{"quick": "no"}]
    results = at_once(giving(cast.sam, yes), giving(cast.sam, no))
    assert outcomes(results) == ["Input", "InputOver"]
    won = next(one for one in results if isinstance(one, Input))
    assert Input.objects.get().quick == won.quick
    assert Notice.objects.filter(kind="input-given").count() == 1


def test_two_people_answer_at_once(cast: Cast):
    asked(cast.mara, make_draft(cast.mara), cast.sam, cast.sofie)
    yes = [{"quick": "yes"}]
    assert outcomes(at_once(giving(cast.sam, yes), giving(cast.sofie, yes))) == ["Input", "Input"]


def test_withdrawn_and_answered_at_once(cast: Cast):
    """Whoever was first: an answer that counts is kept, one that came too late is refused and not half there."""
    ask = asked(cast.mara, make_draft(cast.mara), cast.sam)
    results = at_once(
        lambda: commands.withdraw_ask(actor=cast.mara, ask=InputAsk.objects.get(pk=ask.pk), now=NOW),
        giving(cast.sam, [{"quick": "yes"}]),
    )
    given = Input.objects.get()
    assert (outcomes(results), given.state) in (
        (["Input", "tuple"], "given"), (["InputOver", "tuple"], "ended"),
    )  # fmt: skip
    assert InputAsk.objects.get().withdrawn_at == NOW
    told = set(Notice.objects.filter(kind__in=["input-given", "input-withdrawn"]).values_list("kind", flat=True))
    assert told == {"input-given" if given.state == "given" else "input-withdrawn"}


def test_published_and_answered_at_once(cast: Cast):
    draft = make_draft(cast.mara, kind=kind_of_collateral(), audience="internal")
    asked(cast.mara, draft, cast.sam)
    results = at_once(
        lambda: commands.publish_asset(actor=cast.mara, asset=Asset.objects.get(), now=NOW),
        giving(cast.sam, [{"quick": "yes"}]),
    )
    assert (outcomes(results), Input.objects.get().state) in (
        (["Input", "tuple"], "given"), (["InputOver", "tuple"], "open"),
    )  # fmt: skip


def test_asked_twice_at_once(cast: Cast):
    make_draft(cast.mara)

    def asking(actor):
        return lambda: asked(actor, Asset.objects.get(), cast.sam)

    assert outcomes(at_once(asking(cast.mara), asking(cast.milo))) == ["AskedAlready", "InputAsk"]


def test_asked_twice_at_once_past_the_commands(cast: Cast):
    """The database lets one of them through, whichever way the rows come."""
    draft = make_draft(cast.mara)
    asks = [asked(cast.mara, draft, cast.sofie), asked(cast.milo, draft, cast.mina)]

    def put_to_sam(ask):
        return lambda: Input.objects.create(ask=ask, member=cast.sam)

    results = in_order(*(put_to_sam(ask) for ask in asks))
    assert outcomes(results) == ["Input", "IntegrityError"]
    assert Input.objects.filter(member=cast.sam).count() == 1
