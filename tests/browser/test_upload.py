"""A file on its way over a slow line: one sees that it moves, and learns when it didn't arrive."""

import pytest
from playwright.sync_api import expect

SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}


@pytest.fixture
def long_note(tmp_path):
    path = tmp_path / "Notes of the fair.txt"
    path.write_text("What we heard at the fair, word by word. " * 10_000)
    return path


# As a file is carried over from the desk.
CARRY = """(text) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "Notes of the fair.txt", { type: "text/plain" }));
  return carried;
}"""


def test_a_bar_says_how_far_a_file_has_come(live_cast, person, long_note):
    mara = person(live_cast.mara)
    mara.start().go("Collateral").follow("Upload").attach("Files", [long_note])
    bar = mara.main.get_by_role("progressbar", name="Sent so far")
    expect(bar).not_to_be_visible()
    mara.context.new_cdp_session(mara.page).send("Network.emulateNetworkConditions", SLOW)
    mara.press("Upload").hears("Sending")
    expect(bar).to_be_visible()
    mara.page.wait_for_function("() => document.querySelector('progress').value > 0.3")
    mara.reads("“Notes of the fair” is in.").hears("“Notes of the fair” is in.")
    expect(mara.page).to_have_title("Notes of the fair · Accord")
    mara.page.reload()
    mara.reads("Notes of the fair", "Draft")


def test_what_didnt_arrive_can_be_sent_again(live_cast, person, long_note):
    mara = person(live_cast.mara)
    mara.start().go("Collateral").follow("Upload")
    # Dropped beside the field, by the heading of the page.
    carried = mara.page.evaluate_handle(CARRY, long_note.read_text())
    mara.main.get_by_role("heading", level=1).dispatch_event("drop", {"dataTransfer": carried})
    expect(mara.field("Files")).to_be_focused()
    mara.context.set_offline(True)
    mara.press("Upload").reads("It didn't get through. Nothing was taken in; try again.")
    mara.hears("It didn't get through.")
    # htmx tells the console as well that the line was cut, which it was.
    mara.wrong = [wrong for wrong in mara.wrong if not wrong.startswith("console: htmx:")]
    mara.context.set_offline(False)
    mara.press("Upload").reads("“Notes of the fair” is in.")


def test_a_file_that_is_refused_says_why_beside_the_field(live_cast, person, tmp_path):
    path = tmp_path / "Song.mp3"
    path.write_bytes(b"ID3 la la la")
    mara = person(live_cast.mara, expected={422})
    mara.start().go("Collateral").follow("Upload").attach("Files", [path]).press("Upload")
    mara.reads("One more look, please:")
    expect(mara.main.get_by_role("alert")).to_be_focused()
