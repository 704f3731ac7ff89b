"""Looks at a page as many would: in the light and the dark, at a desk and on a phone, by ear, and without scripts."""

from pathlib import Path
from typing import Any

from django.conf import settings as portal
from playwright.sync_api import Browser

from apps.people.models import Member
from tests.browser import words
from tests.browser.person import SIDEWAYS, TELL_VIOLATIONS
from tests.cast import client_of

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 740}
# Colours hang on the theme and not on the size, so two looks see all there is.
LOOKS = {"light desk": ("light", DESK), "dark phone": ("dark", PHONE)}
# All of axe's rules, without preloading, which writes style sheets of its own into the page.
FAULTS = """
async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"], preload: false});
  const why = (node) => node.any.map((check) => check.message).join("; ");
  return violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)} ${why(node)}`));
}
"""
# What sticks out, so that whoever reads the finding knows where to look.
WIDEST = """
() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility())
  .map((one) => [Math.round(one.getBoundingClientRect().right), one.tagName, one.className, one.innerText])
  .filter(([right]) => right > document.documentElement.clientWidth).slice(0, 3).map(String)
"""
# What can be read and sent; but time goes on while one looks: "just now" becomes "1 minute ago".
READ = r"""
() => document.querySelector("main, body").innerText
  .replace(/⟦(just now|in a moment|(in )?\d+ \w+( ago)?)[ ~]*⟧/g, "").replace(/\d+/g, "0")
  .split("\n").map((line) => line.trim())
"""
# The page's own form with this typed into it, as far as a browser that asks nothing back would send it.
SEND = """
(typed) => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.sort((one, other) => other.elements.length - one.elements.length)[0];
  for (const [name, value] of Object.entries(typed))
    for (const field of form.querySelectorAll(`[name="${name}"]`))
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value; else field.value = value;
  HTMLFormElement.prototype.submit.call(form);
}
"""
# Buttons that come hidden, as they could do nothing without scripts.
COPY = """
() => [...document.querySelectorAll("[data-copy], [data-copy-from]")].map((one) => one.textContent.trim())
"""
UNSENDABLE = """
() => [...document.forms].filter((form) => form.getAttribute("method") !== "dialog")
  .filter((form) => [...form.elements].some((one) => one.type !== "hidden"))
  .filter((form) => ![...document.querySelectorAll("button, input[type=submit]")].some((one) =>
    one.form === form && one.type === "submit" && (one.checkVisibility() || one.closest("details:not([open])"))))
  .map((form) => `no button sends the form to ${form.getAttribute("action")}`)
"""


class Eyes:
    """One browser with scripts and one without, of whoever is named.

    Attributes:
        answer: what the server answered last.
    """

    def __init__(self, chromium: Browser, base: str) -> None:
        self.base = base
        self.heard: list[str] = []
        self.answer = ""
        self.looks = list(LOOKS)
        self.cookies: dict[Member, str] = {}
        self.contexts = [
            chromium.new_context(reduced_motion="reduce", java_script_enabled=scripts, viewport=DESK)
            for scripts in (True, False)
        ]
        scripted = self.contexts[0]
        scripted.add_init_script(TELL_VIOLATIONS)
        scripted.add_init_script(path=AXE)
        scripted.on("console", self._console)
        scripted.on("weberror", lambda fault: self.heard.append(f"script: {fault.error}"))
        self.page, self.plain = (context.new_page() for context in self.contexts)
        self._open_plain()
        self._look_by(self.looks[0])

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(f"console: {message.text}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def become(self, member: Member | None) -> None:
        for context in self.contexts:
            context.clear_cookies()
            if member is not None:
                context.add_cookies([self._cookie(member)])

    def _cookie(self, member: Member) -> Any:
        name = portal.SESSION_COOKIE_NAME
        if member not in self.cookies:
            self.cookies[member] = client_of(member).cookies[name].value
        return {"name": name, "value": self.cookies[member], "url": self.base}

    def look_at(
        self, url: str, data: list[str], *, status: int = 200, typed: dict[str, str] | None = None
    ) -> list[str]:
        """Whatever is wrong with the page at this address.

        Args:
            data: what people typed, which stands there in their own words.
            status: that it answers with.
            typed: sent in the page's form; what comes back is looked at then.
        """
        self.heard.clear()
        page = self.page
        answer = page.goto(self.base + url)
        if typed is not None:
            with page.expect_navigation() as sent:
                page.evaluate(SEND, typed)
            answer = sent.value
        if answer is None or answer.status != status:
            return [f"isn't there: {answer and answer.status}"]
        self.answer = answer.text()
        # A browser says of its own accord that an answer was no success.
        self.heard[:] = [heard for heard in self.heard if "Failed to load resource" not in heard]
        found = [f"bare words: {line}" for line in words.bare(page.evaluate(words.SAID), data)]
        first, second = self.looks
        found += self._at(first)
        self._look_by(second)
        found += self._at(second)
        # The next page is first met as this one was last, which saves laying this one out once more.
        self.looks.reverse()
        return [*found, *self.heard]

    def _look_by(self, look: str) -> None:
        theme, size = LOOKS[look]
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size(size)

    def _at(self, look: str) -> list[str]:
        page = self.page
        found = [f"{look}: {fault}" for fault in page.evaluate(FAULTS)]
        if page.evaluate(SIDEWAYS):
            found += [f"{look}: sticks out: {one}" for one in page.evaluate(WIDEST)]
        return [*found, *(self._without_scripts() if LOOKS[look][1] is DESK else [])]

    def _without_scripts(self) -> list[str]:
        """The same answer, which the server gives without knowing of scripts, where none run."""
        self.plain.set_content(self.answer)
        seen = {*self.plain.evaluate(READ), *self.plain.evaluate(COPY)}
        missing = [line for line in self.page.evaluate(READ) if line not in seen]
        found = [f"not there without scripts: {line}" for line in missing] + self.plain.evaluate(UNSENDABLE)
        # A page that renews itself would do so in the midst of a later one.
        if 'http-equiv="refresh"' in self.answer:
            self._open_plain()
        return found

    def _open_plain(self) -> None:
        """Some page of the portal, in whose place answers are shown."""
        self.plain.goto(f"{self.base}/account/login/")
