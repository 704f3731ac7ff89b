"""Walks the portal over HTTP as a person without JavaScript does: reads pages, follows links, presses buttons."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.cast import client_of

MOST_REDIRECTS = 5
# Initials stand for the eye alone, and of a closed list of choices nothing can be read.
_READ = ".//text()[not(ancestor::*[@aria-hidden='true'] or ancestor::option)]"


def words_of(element: Any) -> str:
    return " ".join("".join(element.xpath(_READ)).split())


def in_words(words: str, elements: list[Any]) -> list[Any]:
    """Those of the elements that read `words`, by their text or by their label."""
    return [one for one in elements if words in (words_of(one), one.get("value"), one.get("aria-label"))]


class Walker:
    """One person with one browser; every page must answer as expected, else the walk ends.

    Attributes:
        url: of the page that is open.
        response: the last answer, also where it was no page.
    """

    def __init__(self, member: Any = None) -> None:
        self.client: Client = client_of(member)
        self.url = ""
        self._shown = ""
        self.page: Any = None
        self.response: Any = None

    def open(self, url: str, expect: int = 200) -> "Walker":
        """Open an address: the start page, or one that came by mail."""
        self.url = urljoin(self.url or "/", _without_host(url))
        return self._take(self.client.get(self.url), expect)

    # --- reading

    @property
    def text(self) -> str:
        """All that the page says, without its frame."""
        (main,) = self.page.xpath("//main")
        return words_of(main)

    def reads(self, *sentences: str) -> "Walker":
        """All these words stand on the page."""
        missing = [sentence for sentence in sentences if sentence not in self.text]
        assert not missing, f"{self.url} doesn't say {missing}; it says: {self.text[:3000]}"
        return self

    def does_not_read(self, *sentences: str) -> "Walker":
        found = [sentence for sentence in sentences if sentence in self.text]
        assert not found, f"{self.url} says {found}"
        return self

    def rows(self) -> list[str]:
        """What each row of the page's list says, from above."""
        return [words_of(row) for row in self.page.xpath("//main//*[@data-row]")]

    def part(self, heading: str) -> str:
        """What the section under this heading says."""
        found = [one for one in self.page.xpath("//main//section") if _heading_of(one) == heading]
        assert len(found) == 1, f"{self.url}: {len(found)} sections are headed “{heading}”"
        return words_of(found[0])

    # --- going on

    def follow(self, words: str) -> "Walker":
        """Follow the one link in the page that reads `words` (or has them in it, where none is exactly so)."""
        links = in_words(words, self.page.xpath("//a[@href]"))
        links = links or [a for a in self.page.xpath("//main//a[@href]") if words in words_of(a)]
        addresses = {link.get("href") for link in links}
        assert len(addresses) == 1, f"{self.url}: {len(addresses)} links read “{words}”: {sorted(addresses)}"
        return self.open(addresses.pop())

    def go(self, place: str) -> "Walker":
        """Follow the entry of the navigation; a number beside it doesn't matter."""
        entries = self.page.xpath("//nav//a[contains(@class, 'nav-entry')]")
        addresses = [a.get("href") for a in entries if words_of(a.xpath("./span")[0]) == place]
        assert len(addresses) == 1, f"{self.url}: the navigation has {len(addresses)} entries “{place}”"
        return self.open(addresses[0])

    def press(self, button: str, *, expect: int = 200, **fields: Any) -> "Walker":
        """Fill the fields of the form with this button and press it; a field that isn't there ends the walk.

        Args:
            fields: what is typed, or the words of what is chosen.
        """
        form, pressed = self._form_with(button)
        data = filled_in(form)
        for name, value in fields.items():
            values = value if isinstance(value, list) else [value]
            data[name] = [self._given(form, name, one) for one in values]
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        return self._send(form, pressed, data, expect)

    def can_press(self, button: str) -> bool:
        return bool(in_words(button, self.page.xpath("//main//button")))

    def buttons(self) -> list[str]:
        return [words_of(button) for button in self.page.xpath("//main//button")]

    def _send(self, form: Any, pressed: Any, data: dict[str, list[Any]], expect: int) -> "Walker":
        self.url = urljoin(self.url, pressed.get("formaction") or form.get("action") or self.url)
        method = (pressed.get("formmethod") or form.get("method") or "get").lower()
        came_from = {"Referer": f"http://testserver{self._shown}"}
        if method == "get":
            self.url = self.url.partition("?")[0]
            return self._take(self.client.get(self.url, data, headers=came_from), expect)
        return self._take(self.client.post(self.url, data, headers=came_from), expect)

    def _form_with(self, button: str) -> tuple[Any, Any]:
        """The form whose button reads `button`, and the button; of several that do the same thing the first."""
        found = [
            (form, press)
            for form in self.page.xpath("//form")
            for press in in_words(button, form.xpath(".//button | .//input[@type='submit']"))
        ]
        assert found, f"{self.url}: no button reads “{button}”; there are {self.buttons()}"
        actions = {press.get("formaction") or form.get("action") for form, press in found}
        assert len(actions) == 1, f"{self.url}: “{button}” does several things: {sorted(map(str, actions))}"
        return found[0]

    def _given(self, form: Any, name: str, value: Any) -> Any:
        """What is sent for `value`: itself, or the key of the choice that reads so."""
        controls = form.xpath(".//input[@name=$name] | .//select[@name=$name] | .//textarea[@name=$name]", name=name)
        named = sorted({one.get("name") for one in form.xpath(".//*[@name]")})
        assert controls, f"{self.url}: the form has no field “{name}”, only {named}"
        choices = {(option.text or "").strip(): option.get("value") for option in controls[0].xpath(".//option")}
        for control in controls:
            if control.get("type") in ("radio", "checkbox"):
                choices |= {words: control.get("value") for words in self._labels_of(form, control)}
        return choices.get(value, value) if isinstance(value, str) else value

    def _labels_of(self, form: Any, control: Any) -> list[str]:
        labels = form.xpath(".//label[@for=$id]", id=control.get("id")) if control.get("id") else []
        named = control.get("aria-label")
        return [words_of(label) for label in labels] + ([named] if named else [])

    def _take(self, response: Any, expect: int) -> "Walker":
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in (301, 302):
                break
            self.url = urljoin(self.url, _without_host(response["Location"]))
            response = self.client.get(self.url)
        if "text/html" in response["Content-Type"]:
            self.page = html.fromstring(response.content.decode())
            self._shown = response.request["PATH_INFO"] + _query(response.request["QUERY_STRING"])
        self.response = response
        assert response.status_code == expect, f"{self.url}: {response.status_code}, not {expect}: {self._said()}"
        return self

    def _said(self) -> str:
        return self.text[:500] if self.page is not None and self.page.xpath("//main") else ""


def filled_in(form: Any) -> dict[str, list[Any]]:
    """What a browser would send of the form as it stands, by name of field, without files and buttons."""
    data: dict[str, list[Any]] = {}
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        if control.get("disabled") is None:
            data.setdefault(control.get("name"), []).extend(_values_of(control))
    return {name: values for name, values in data.items() if values}


def _values_of(control: Any) -> list[str]:
    kind = control.get("type")
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        options = control.xpath(".//option")
        chosen = [option for option in options if option.get("selected") is not None]
        return [option.get("value", option.text) for option in chosen or options[: control.get("multiple") is None]]
    if kind in ("file", "submit", "button", "reset") or (
        kind in ("radio", "checkbox") and control.get("checked") is None
    ):
        return []
    return [control.get("value", "on" if kind in ("radio", "checkbox") else "")]


def _heading_of(section: Any) -> str:
    headings = section.xpath("./h2 | ./*[contains(@class, 'card-head')]/h2")
    return words_of(headings[0]) if headings else ""


def _query(text: str) -> str:
    return f"?{text}" if text else ""


def _without_host(url: str) -> str:
    """The address within the portal: mails name the portal's own, which in a test is nowhere."""
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="").geturl() or "/"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")
