"""Feedback over HTTP: said, answered, fixed, asked again, reopened, fixed for good; the rating recovers."""

from tests.cast import Cast
from tests.factories.collateral import make_published
from tests.walker import Walker, upload


def test_feedback_is_fixed_confirmed_and_the_rating_recovers(cast: Cast):
    asset = make_published(cast.mara, "The Aurora lasts long.")
    sam, sofie, mara = Walker(cast.sam), Walker(cast.sofie), Walker(cast.mara)
    eva = Walker(cast.eva)
    for who, rating, words in ((sam, "1", "A number"), (eva, "2", "A name"), (sofie, "2", "A year")):
        who.open("/").go("Collateral").follow(asset.title)
        who.press("Rate", rating=rating, reason="Proof missing", what_would_help=words)
    # (1 + 2 + 2) / 3
    sofie.reads("1.7", "What would help: A number", "Sofie Sommer").does_not_read("Sam Sanders", "Eva Evers")

    mara.open("/").follow("Sam Sanders rated “notes” 1 of 5").reads("Sofie Sommer", "Sam Sanders")
    mara.press("Send the answer to “A number”", expect=422).reads("One more look, please:")
    mara.open("/").follow("Sam Sanders rated “notes” 1 of 5")
    mara.press("Send the answer to “A number”", text="It comes on Friday.").reads("Answered. Whoever said it is told.")

    mara.follow("Put up a new version").reads("1 of 5, version 1: A number")
    (said,) = [one.pk for one in asset.current.feedback.filter(author=cast.sam)]
    mara.press("Upload", file=upload("notes.txt", b"Ten years"), change_note="A number", fixes=[str(said)])
    mara.reads("Version 2 is in use now.", "2 things were said of earlier versions. Are they fixed?", "to be confirmed")

    sam.open("/").reads("Fixed in version 2, as you said")
    sam.follow("Version 2 of “notes” fixes what you said: would you use it now?").reads("Version 2 fixes what you said")
    sam.press("Reopen", missing="Whose number is it?").reads("Reopened. The owner is told what is missing.")
    mara.open("/").follow("Sam Sanders says that “notes” isn't fixed: Whose number is it?")
    mara.follow("Put up a new version")
    everything = [str(one.pk) for one in asset.current.feedback.all()]
    mara.press("Upload", file=upload("notes.txt", b"Acme: ten years"), change_note="Acme's", fixes=everything)

    for who in (sam, sofie, eva):
        who.open("/").follow("Version 3 of “notes” fixes what you said: would you use it now?")
        who.press("Rate", rating="5").reads("Thank you. The owner hears of it.", "Fixed in version 3: confirmed")
    sam.open(sam.url.partition("#")[0]).reads("5.0").does_not_read("Version 3 fixes what you said")
    mara.open("/").follow("Sam Sanders confirms that “notes” is fixed: 5 of 5").reads("5.0")
    mara.open("/").does_not_read("Answer it")
    sofie.open("/").go("Collateral").follow("Feedback").reads("6 found", "a colleague").does_not_read("Sam Sanders")
    asset.refresh_from_db()
    given = asset.current.feedback.current().values_list("author__name", "rating")
    assert (asset.current.number, sorted(given)) == (3, [("Eva Evers", 5), ("Sam Sanders", 5), ("Sofie Sommer", 5)])
