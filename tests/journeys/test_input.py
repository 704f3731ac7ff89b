"""Input on a draft, over HTTP: asked for, answered without JavaScript, declined, thanked for, said where it is used."""

from apps.people.models import ChoiceList
from tests.cast import Cast
from tests.factories.collateral import kind_of_collateral, make_draft
from tests.factories.people import choice
from tests.walker import Walker


def test_from_three_questions_to_with_input_from(cast: Cast):
    buyer = choice(ChoiceList.PERSONA, label="Buyer")
    facts = {"kind": kind_of_collateral(), "audience": "customers"}
    make_draft(cast.mara, title="Battle card", persona=[buyer], **facts)
    make_draft(cast.mara, title="Unheard", **facts)
    mara, sam, sofie, mina = (Walker(one) for one in (cast.mara, cast.sam, cast.sofie, cast.mina))
    sam.open("/").go("Collateral").press("Show", q="battle").reads("Nothing fits “battle”.")

    mara.open("/").go("Collateral").follow("Battle card").follow("Ask for input")
    chosen = {"proposed": ["Sam Sanders", "Sofie Sommer"], "question_1": "Would you say it?"}
    mara.press("Ask them", answer_by="2026-03-01", **chosen, expect=422).reads("This date is over.")
    mara.press("Ask them", answer_by="2099-03-01", question_2="What is missing?")
    mara.reads("They are asked.", "Sam Sanders", "Sofie Sommer", "Waiting")

    sam.open("/").reads("My work", "Your input on a draft", "Battle card", "Mara Marsh has been waiting since")
    sam.follow("Mara Marsh asks for your input on “Battle card”").reads(
        "Your input on “Battle card”", "Would you say it?"
    )
    sam.press("Send", words_2="A price range", expect=422).reads("One tap is enough, and “Can't say” is an answer.")
    assert sam.page.xpath("//input[@name='words_2']/@value") == ["A price range"]
    sam.follow("Look at the draft").reads("Draft", "Mara Marsh asks for your input").follow("Answer: it takes a minute")
    sam.press("Send", quick_1="Partly", words_2="A price range").reads("Thank you. Mara Marsh reads it now.", "Partly")

    sofie.open("/").follow("Mara Marsh asks for your input on “Battle card”")
    sofie.press("Not me", expect=422).reads("Why not you?")
    sofie.press("Not me", reason="I sell to tenants.").reads("Thank you for saying so.", "If you have a word after all")

    mara.open("/").follow("Sofie Sommer can't give input on “Battle card”: I sell to tenants.").follow("Battle card")
    mara.reads("Partly", "A price range", "I sell to tenants.")
    mara.press("Say thanks", thanks="The range is on page 2.").reads("Sam Sanders reads your thanks.")
    mara.press("Ask them as well", member="Sam Sanders", expect=409).reads("Sam Sanders is asked already.")
    mara.press("Ask them as well", member="").reads("Asked as well.", "Mina Minot")
    mina.open("/").reads("Your input on a draft")
    mara.press("Withdraw the questions").reads("Withdrawn.", "No longer asked")
    mina.open("/").follow("Mara Marsh no longer needs your input on “Battle card”").reads(
        "There is nothing for you to do"
    )
    sam.open("/").follow("Mara Marsh thanks you for your input on “Battle card”").reads("The range is on page 2.")

    for title in ("Battle card", "Unheard"):
        mara.open("/").go("Collateral").follow(title).press("Publish")
    mina.open("/").go("Collateral").reads("with input from Sam Sanders", "published without input from sales")
    mina.follow("Battle card").reads("with input from Sam Sanders")
    table = mina.client.get("/collateral/?format=csv").getvalue().decode()
    said = ("with input from Sam Sanders", "published without input from sales")
    assert [table.count(one) for one in said] == [1, 1]
    rows = mina.client.get("/api/v1/assets/?ordering=title").json()["results"]
    assert {row["title"]: [one["name"] for one in row["input_from"]] for row in rows} == {
        "Battle card": ["Sam Sanders"],
        "Unheard": [],
    }
