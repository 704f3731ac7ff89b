"""A battle card in three browsers: asked for a review, let out, found wanting, verified, recalled."""

from datetime import timedelta

from django.utils import timezone

from apps.collateral import commands
from apps.collateral.models import Asset
from tests.cast import today
from tests.factories import collateral as make


def test_from_a_review_to_a_recall(live_cast, person):
    make.make_draft(live_cast.mara, title="Answers on price", kind=make.reviewed_kind(), audience="internal")
    mara, milo, sam = person(live_cast.mara), person(live_cast.milo), person(live_cast.sam, phone=True)

    mara.start().go("Collateral").follow("Answers on price").unfold("Ask for a review")
    mara.choose("Who reviews it", "Milo Miller").press("Put it up for review")
    mara.reads("It is put up for review. You hear what comes of it.", "Version 1 waits for the review of")
    milo.start().follow("Mara Marsh asks you to review “Answers on price”").press("Good: publish it")
    milo.reads("“Answers on price” is out: everybody finds it now.", "Published")
    sam.start().go("Collateral").follow("Answers on price").reads("Published")

    # At night it is looked through; its day to be verified is over as well.
    Asset.objects.update(verify_by=today() - timedelta(days=1))
    commands.check_library(now=timezone.now())
    mara.start().go("Collateral").unfold("More").follow("To put right").reads("2 found", "Unverified")
    mara.follow("Say what is missing, so that it is found.").fill("Summary", "What to say when they ask.").press("Save")
    mara.go("Collateral").unfold("More").follow("To put right").reads("1 found")
    mara.go("Collateral").unfold("More").follow("To be verified").reads("Answers on price", "unverified", "never")
    mara.press("It is still right: Answers on price").reads("Verified. Thank you for looking.")
    mara.reads("Nothing is to be verified in the next two weeks.")
    mara.go("Collateral").unfold("More").follow("To put right").reads("There is nothing to put right.")

    mara.go("Collateral").follow("Answers on price").unfold("Recall")
    mara.fill("Why nobody may use it any more", "A number is wrong.").press("Recall it now")
    mara.reads("Recalled: please don't use it any more", "A number is wrong.")
    sam.page.reload()
    sam.reads("Recalled: please don't use it any more")
