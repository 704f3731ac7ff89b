"""Somebody in front of a real Chromium, acting by what they see: roles, labels and words, nothing behind them."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

# What the strict policy stops is told to the page's own console.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation",
  (event) => console.error(`policy: ${event.effectiveDirective} stopped ${event.blockedURI}`));
"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Person:
    """One person with a browser of their own.

    Attributes:
        wrong: whatever they should never have met: faults of scripts, what the policy stopped, answers that fail,
            and on a phone pages that scroll sideways.
        main: the page without its frame.
    """

    def __init__(self, context: BrowserContext, base: str, *, phone: bool, expected: set[int]) -> None:
        self.context = context
        self.base = base
        self.phone = phone
        self.expected = expected
        self.wrong: list[str] = []
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.wrong.append(f"script: {fault.error}"))
        context.on("response", self._response)
        self.page: Page = context.new_page()
        self.main: Locator = self.page.get_by_role("main")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium's own line on a failed answer gives no reason; the answer itself is looked at below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} {response.url}")

    # --- reading

    def reads(self, *sentences: str, within: Locator | None = None) -> "Person":
        """All this comes to stand there, where an eye can see it; and the page is as wide as the screen."""
        for sentence in sentences:
            expect(within or self.main).to_contain_text(sentence, use_inner_text=True)
        if self.phone and self.scrolls_sideways():
            self.wrong.append(f"scrolls sideways: {self.page.url}")
        return self

    def does_not_read(self, *sentences: str) -> "Person":
        """For after something else was read: none of this stands beside it."""
        for sentence in sentences:
            expect(self.main).not_to_contain_text(sentence, use_inner_text=True)
        return self

    def reads_marked(self, word: str) -> "Person":
        """The word that was looked for, marked, on the part of the page that is in sight."""
        mark = self.main.locator("mark").filter(has_text=word)
        expect(mark).to_have_text([word])
        expect(mark).to_be_in_viewport()
        return self

    def hears(self, sentence: str) -> "Person":
        """What a screen reader says of its own accord."""
        expect(self.page.get_by_role("status").filter(has_text=sentence).first).to_be_attached()
        return self

    def row(self, words: str) -> Locator:
        """The row of a table that says this."""
        return self.main.get_by_role("row").filter(has_text=words)

    def line(self, words: str) -> Locator:
        """The entry of a list that says this."""
        return self.main.get_by_role("listitem").filter(has_text=words)

    def field(self, label: str) -> Locator:
        """What is to be filled in under this label."""
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+optional)?\s*$"))

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate(SIDEWAYS))

    # --- doing

    def open(self, address: str = "/") -> Page:
        """Open the start page, or what a mail led to."""
        self.page.goto(address if "://" in address else self.base + address)
        return self.page

    def start(self) -> "Person":
        self.open("/")
        return self

    def go(self, place: str) -> "Person":
        """By the navigation: the side bar, or on a phone the bar for the thumb."""
        bar = self.page.get_by_role("navigation", name="Main, for the thumb" if self.phone else "Main", exact=True)
        entry = bar.get_by_role("link", name=re.compile(rf"^{place}\b"))
        if self.phone and not entry.is_visible():
            bar.get_by_text("More", exact=True).click()
        entry.click()
        expect(bar.locator("[aria-current=page]")).to_contain_text(place)
        return self

    def follow(self, name: str, *, within: Locator | None = None) -> "Person":
        (within or self.main).get_by_role("link", name=name, exact=True).first.click()
        return self

    def follow_beginning(self, words: str) -> "Person":
        """For links that go on with what the test doesn't know, such as a date."""
        self.main.get_by_role("link", name=re.compile("^" + re.escape(words))).click()
        return self

    def press(self, name: str, *, within: Locator | None = None) -> "Person":
        (within or self.main).get_by_role("button", name=name, exact=True).click()
        return self

    def unfold(self, words: str, *, within: Locator | None = None) -> "Person":
        """Open a menu, or what is folded away."""
        (within or self.main).locator("summary").filter(has_text=words).click()
        return self

    def fill(self, label: str, words: str) -> "Person":
        self.field(label).fill(words)
        return self

    def choose(self, label: str, words: str) -> "Person":
        """From a closed list."""
        self.field(label).select_option(label=words)
        return self

    def tap(self, words: str) -> "Person":
        """One of several choices that lie open."""
        self.main.get_by_role("radio", name=words, exact=True).check()
        return self

    def tick(self, label: str) -> "Person":
        self.main.get_by_role("checkbox", name=label, exact=True).check()
        return self

    def attach(self, label: str, files: Sequence[Path]) -> "Person":
        self.field(label).set_input_files([str(path) for path in files])
        return self

    def sign_in(self, email: str, password: str) -> "Person":
        self.fill("E-mail", email).fill("Password", password).press("Sign in")
        return self
