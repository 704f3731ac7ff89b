"""Why a file couldn't be read, in a word to store and in a sentence that says how to mend it."""

from collections.abc import Mapping
from typing import Literal, get_args

Reason = Literal["broken", "encrypted", "not_what_it_says", "too_large", "too_long", "nothing_to_read", "unknown_type"]
REASONS: tuple[Reason, ...] = get_args(Reason)

Facts = Mapping[str, str | int]


class Unreadable(Exception):
    """The file is kept and found by its title; its words aren't known. `reason` and `facts` can be stored as JSON."""

    def __init__(self, reason: Reason, facts: Facts | None = None) -> None:
        super().__init__(reason, facts)
        self.reason: Reason = reason
        self.facts: dict[str, str | int] = dict(facts or {})

    @property
    def message(self) -> str:
        """In the language of whoever reads it now, not of whoever uploaded."""
        return explain(self.reason, self.facts)


def explain(reason: Reason, facts: Facts) -> str:
    """The sentence for a stored reason."""
    # Imported here, because the child raises Unreadable too and starts without Django.
    from django.utils.translation import gettext as _

    if reason == "encrypted":
        return _("This file needs a password to open. Save a copy without the password and upload that.")
    if reason == "not_what_it_says":
        return _not_what_it_says(facts)
    if reason == "too_large":
        return _too_large(facts)
    if reason == "too_long":
        return _too_long(facts)
    if reason == "nothing_to_read":
        return _(
            "There are no words in this file; perhaps its pages are pictures from a scanner. "
            "Upload a copy in which text can be selected, and it can be found by what it says."
        )
    if reason == "unknown_type":
        return _unknown_type(facts)
    return _(
        "This file is damaged and can't be opened. Open it in the program it was made with, "
        "save it again, and upload the new copy."
    )


def _not_what_it_says(facts: Facts) -> str:
    from django.utils.translation import gettext as _

    return _(
        "The name of this file ends in %(ending)s, but inside it is %(found)s. "
        "Save it again as what it should be, or give it the right ending, and upload it once more."
    ) % {"ending": facts.get("ending", ""), "found": _in_words(str(facts.get("found", "")))}


def _in_words(found: str) -> str:
    from django.utils.translation import gettext as _

    words = {
        "pdf": _("a PDF"),
        "docx": _("a Word document"),
        "pptx": _("a PowerPoint presentation"),
        "xlsx": _("an Excel workbook"),
        "html": _("a web page"),
        "text": _("plain text"),
        "picture": _("a picture"),
        "zip": _("a ZIP archive"),
        "old_office": _("a document of an older Office"),
    }
    return words.get(found, _("something else"))


def _too_large(facts: Facts) -> str:
    from django.utils.translation import gettext as _

    if facts.get("limit") == "file":
        return _(
            "This file is larger than %(megabytes)s MB. Save it with smaller pictures, or in parts, and upload that."
        ) % {"megabytes": facts.get("megabytes", "")}
    if facts.get("limit") == "pixels":
        return _("A page of this file is too large to be drawn. Save it with pages of a usual size and upload that.")
    if facts.get("limit") == "nesting":
        return _(
            "What stands in this file is nested too deeply to be read. "
            "Save a simpler copy, for example as PDF, and upload that."
        )
    return _(
        "Unpacked, this file takes more room than can be given to one file. "
        "Save it with smaller pictures, or in parts, and upload that."
    )


def _too_long(facts: Facts) -> str:
    from django.utils.translation import gettext as _

    if facts.get("limit") == "pages":
        return _("This file has more than %(pages)s pages. Split it into parts and upload those.") % {
            "pages": facts.get("pages", "")
        }
    if facts.get("limit") == "text":
        return _("This file holds more text than can be searched. Split it into parts and upload those.")
    return _("This file takes too long to read. Save a simpler copy, for example as PDF, or in parts, and upload that.")


def _unknown_type(facts: Facts) -> str:
    from django.utils.translation import gettext as _

    if facts.get("found") == "macros":
        return _(
            "This file carries macros, which are small programs. "
            "Save it as .docx, .pptx or .xlsx, without macros, and upload that."
        )
    return _(
        "Accord reads PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), web pages (.html) and plain text "
        "(.txt, .md). "
        "Save the file as one of these and upload that."
    )
