"""The first way, over HTTP: who answers for a task, from the goal that it serves to the word of who wanted it."""

from tests.cast import Cast
from tests.factories import goals
from tests.walker import Walker, words_of

TASK = "Ask ten installers what they miss"


def ada_sets_a_goal_with_a_milestone(ada: Walker) -> None:
    ada.open("/").go("Goals").follow("Set a goal")
    ada.press("Set the goal", title="Win the installers back", why="They left us for cheaper meters.", side="Sales")
    ada.reads("Win the installers back", "They left us for cheaper meters.", "No milestone yet")
    ada.follow("Add a milestone").press("Add the milestone", title="We know what they miss", due_on="2027-03-31")
    ada.reads("We know what they miss", "31 Mar 2027", "Ada Adler")


def test_a_task_is_declined_with_a_reason_then_accepted_done_and_confirmed(cast: Cast):
    ada, sofie, sam = Walker(cast.ada), Walker(cast.sofie), Walker(cast.sam)
    ada_sets_a_goal_with_a_milestone(ada)

    ada.follow("We know what they miss").follow("Write a task down for it")
    ada.press("Write it down", title=TASK, detail="By **phone**, not by mail.", offer_to="Sofie Sommer")
    ada.reads("The task is written down.", "It is offered to Sofie Sommer. Until they accept, you answer for it.")

    sofie.open("/").reads(TASK, f"“{TASK}” waits for your answer: take it on, or say why not.")
    sofie.follow(TASK).reads("Ada Adler offers it to you. Until you accept, Ada Adler answers for it.", "By phone")
    sofie.follow("Decline").press("Decline", reason=" ", expect=422).reads("A few words are enough")
    sofie.press("Decline", reason="I am at the fair until April.").reads("You declined it. Who asked you is told why.")
    sofie.open("/").reads("Nothing waits for you.")

    ada.open("/").reads(f"Sofie Sommer declined “{TASK}”: I am at the fair until April.")
    ada.follow(f"Sofie Sommer declined “{TASK}”").reads("It is yours to start.", "I am at the fair until April.")
    ada.follow("Offer").press("Offer", to="Sam Sanders", note="Sofie is at the fair.")
    ada.reads("It is offered. Until it is accepted, Ada Adler answers for it.")

    sam.open("/").follow(TASK).reads("Sofie is at the fair.").press("Accept").reads("You answer for it now.")
    ada.open("/").reads(f"Sam Sanders accepted “{TASK}”.")
    sam.press("Start").reads("It is in progress.", "In progress")
    ada.follow(f"Sam Sanders accepted “{TASK}”.").reads("Sam Sanders is on it.")
    sam.press("Done").reads(f"“{TASK}” is done.", "Done. Ada Adler, who wanted it, may confirm it.")

    ada.open("/").follow(f"Sam Sanders finished “{TASK}”. Is it what you wanted?")
    ada.reads("Sam Sanders says it is done. Is it what you wanted?").press("Confirm").reads("You confirmed it.")
    sam.open("/").reads(f"Ada Adler confirmed “{TASK}”: it is what was wanted.").go("Tasks")
    sam.press("Show", state="Done").follow(TASK)
    sam.reads("Done and confirmed", "Done, and Ada Adler confirmed it.", "We know what they miss")
    assert terms_on(sam) == [
        ("Sam Sanders Answers for it now", "“Sofie is at the fair.”"),
        ("Ada Adler Passed on", ""),
        ("Sofie Sommer Declined", "“I am at the fair until April.”"),
    ]
    history = sam.part("History")
    assert [act for act in ACTS if act not in history] == []


ACTS = [
    "Ada Adler wrote the task down",
    "Ada Adler offered it to Sofie Sommer",
    "Sofie Sommer declined it",
    "Ada Adler offered it to Sam Sanders",
    "Sam Sanders accepted it",
    "Sam Sanders started on it",
    "Sam Sanders said that it is done",
    "Ada Adler confirmed that it is what was wanted",
]


def terms_on(walker: Walker) -> list[tuple[str, str]]:
    """Each term of ownership that the page shows, the latest first: who and how, and what was said."""
    (section,) = walker.page.xpath("//section[.//h2[starts-with(., 'Who answered for it')]]")
    said = [[words_of(paragraph) for paragraph in line.xpath(".//p")] for line in section.xpath(".//li")]
    return [(who, " ".join(words)) for who, _when, *words in said]


def test_an_admin_assigns_many_with_a_note_and_takes_it_back(cast: Cast):
    goal = goals.goal(owner=cast.mina, title="Win the installers back")
    for title in ("Call Alpha", "Call Beta"):
        goals.task(owner=cast.sam, title=title, serves=goal)
    goals.task(owner=cast.mara, title="Print the flyer", serves=goal)
    goals.task(owner=cast.sam, title="Tidy the stock")
    ada, sofie, sam = Walker(cast.ada), Walker(cast.sofie), Walker(cast.sam)

    ada.open("/").go("Tasks").press("Show", goal="Win the installers back", side="Sales")
    assert [row for row in ada.rows() if "Call" not in row] == []
    ids = ada.page.xpath("//input[@name='ids']/@value")
    ada.press("Assign", ids=ids, to="Sofie Sommer", note="Sam is ill").reads("2 tasks assigned to Sofie Sommer.")
    assert [row for row in ada.rows() if "Sofie Sommer" not in row or "Not yet accepted" not in row] == []
    sofie.open("/").reads("Ada Adler assigned “Call Alpha” (+1) to you.").follow("Call Beta").reads("“Sam is ill”")
    sam.open("/").reads("Ada Adler assigned “Call Alpha” (+1) to somebody else; you no longer answer for it.")

    ada.press("Undo").reads("Call Alpha", "Call Beta")
    assert [row for row in ada.rows() if "Sam Sanders" not in row] == []
    sofie.open("/").reads("Nothing waits for you.", "Ada Adler undid the assignment of “Call Alpha” (+1) to you.")
    sam.open("/").reads("Ada Adler undid the assignment of “Call Alpha” (+1); you answer for it again.")
    assert ada.rows() != []


def test_a_manager_assigns_within_the_own_team_only(cast: Cast):
    goals.task(owner=cast.sam, title="Call Alpha")
    flyer = goals.task(owner=cast.mara, title="Print the flyer")
    mina = Walker(cast.mina).open("/").go("Tasks")
    named = [option.text for option in mina.page.xpath("//select[@name='to']/option")]
    assert named == ["Choose somebody", "Mina Minot", "Sam Sanders", "Sofie Sommer"]

    mina.reads("Print the flyer")
    assert mina.page.xpath("//input[@name='ids']/@aria-label") == ["Call Alpha"]
    mina.press("Assign", ids=[str(flyer.pk)], to="Sofie Sommer", expect=403)
    mina.open("/").go("Tasks")
    call = mina.page.xpath("//input[@name='ids']/@value")
    mina.press("Assign", ids=call, to="Sofie Sommer").reads("1 task assigned to Sofie Sommer.")
    Walker(cast.sofie).open("/").reads("Mina Minot assigned “Call Alpha” to you.")
    Walker(cast.mara).open("/").reads("Your task", "Nothing yet.").go("Tasks").reads("Mara Marsh")


def test_who_neither_manages_nor_administers_is_offered_no_assigning(cast: Cast):
    goals.task(owner=cast.sofie, title="Call Alpha")
    sam = Walker(cast.sam).open("/").go("Tasks").reads("Call Alpha")
    assert not sam.can_press("Assign")
    sam.follow("Call Alpha")
    assert not sam.can_press("Assign")


def test_several_offers_are_accepted_in_one_step(cast: Cast):
    goals.offered(by=cast.ada, to=cast.sam, title="Call Alpha")
    goals.offered(by=cast.ada, to=cast.sam, title="Call Beta")
    sam = Walker(cast.sam).open("/").go("Tasks").reads("2 tasks wait for your answer.")
    sam.press("Accept all").reads("You answer for them now.").follow("My tasks").reads("Call Alpha", "Call Beta")
    Walker(cast.ada).open("/").reads("Sam Sanders accepted “Call Alpha”.", "Sam Sanders accepted “Call Beta”.")
    accepted = cast.sam.task_terms.filter(state="accepted").values_list("task__title", flat=True)
    assert sorted(accepted) == ["Call Alpha", "Call Beta"]
