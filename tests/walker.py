"""Walks the portal over HTTP as a person without JavaScript does: reads pages, follows links, presses buttons."""

from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


class Walker:
    """One person with one browser; every page must answer as expected, else the walk ends."""

    def __init__(self, member: Any = None) -> None:
        self.client = Client()
        if member is not None:
            self.client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.url = ""
        self.page: Any = None

    def _take(self, response: Any, expect: int = 200) -> "Walker":
        for _ in range(5):
            if response.status_code not in (301, 302):
                break
            self.url = urljoin(self.url, response["Location"])
            response = self.client.get(self.url)
        assert response.status_code == expect, f"{self.url}: {response.status_code}, not {expect}"
        if "text/html" in response["Content-Type"]:
            self.page = html.fromstring(response.content.decode())
        self.response = response
        return self

    def open(self, url: str, expect: int = 200) -> "Walker":
        self.url = urljoin(self.url or "/", url)
        return self._take(self.client.get(self.url), expect)

    @property
    def text(self) -> str:
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

    def follow(self, words: str) -> "Walker":
        """Follow the one link in the page that reads `words` (or begins so, where none is exactly so)."""
        links = [a for a in self.page.xpath("//a[@href]") if words_of(a) == words or a.get("aria-label") == words]
        links = links or [a for a in self.page.xpath("//main//a[@href]") if words in words_of(a)]
        addresses = {link.get("href") for link in links}
        assert len(addresses) == 1, f"{self.url}: {len(addresses)} links read “{words}”: {sorted(addresses)}"
        return self.open(addresses.pop())

    def form_with(self, button: str) -> tuple[Any, Any]:
        """The form whose button reads `button`, and the button."""
        found = [
            (form, press)
            for form in self.page.xpath("//form")
            for press in form.xpath(".//button | .//input[@type='submit']")
            if (words_of(press) or press.get("value") or "") == button or press.get("aria-label") == button
        ]
        outside = [
            (form, press)
            for press in self.page.xpath("//button[@form]")
            if words_of(press) == button
            for form in self.page.xpath(f"//form[@id='{press.get('form')}']")
        ]
        found += outside
        assert found, f"{self.url}: no button reads “{button}”; there are {self.buttons()}"
        return found[0]

    def buttons(self) -> list[str]:
        return [words_of(button) for button in self.page.xpath("//main//button")]

    def can_press(self, button: str) -> bool:
        return button in self.buttons()

    def press(self, button: str, *, expect: int = 200, **fields: Any) -> "Walker":
        """Fill the fields of the form with this button and press it; a field that isn't there ends the walk."""
        form, pressed = self.form_with(button)
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        known = {element.get("name") for element in form.xpath(".//input | .//select | .//textarea")}
        for name, value in fields.items():
            assert name in known, f"{self.url}: the form has no field “{name}”, only {sorted(filter(None, known))}"
            data[name] = value if isinstance(value, list) else [value]
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        files = {e.get("name") for e in form.xpath(".//input[@type='file']")}
        data = {name: value for name, value in data.items() if name not in files or name in fields}
        action = urljoin(self.url, pressed.get("formaction") or form.get("action") or self.url)
        method = (pressed.get("formmethod") or form.get("method") or "get").lower()
        self.url = action
        if method == "get":
            return self._take(self.client.get(action, data), expect)
        return self._take(self.client.post(action, data), expect)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")
