"""What of a page's words didn't come from a translation."""

import re
from collections.abc import Iterator, ValuesView
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.browser.pseudo import outside_brackets

# All that is seen, heard or hovered over: the texts in the order of the page, then what stands in attributes. What is
# marked as nothing for translators is left out.
SAID = """
() => {
  const texts = [], attributes = [];
  const names = ["aria-label", "title", "placeholder", "alt", "data-label"];
  const passes = (node) => node.nodeType !== Node.ELEMENT_NODE
    || !node.matches("script, style, template, noscript, textarea, [translate=no]");
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => passes(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    else attributes.push(...names.map((name) => node.getAttribute(name)).filter(Boolean));
  }
  return [texts.join("\\n"), ...attributes];
}
"""
WORD = re.compile(r"[^\W\d_]{2,}")
# The abbreviation of a time zone after a time; a product and its version.
NO_WORDS = re.compile(r"(?<=\d\d:\d\d) [A-Z]{3,5}\b|\b[A-Z]\w+ \d+(\.\d+)+")
# Where also a bare word is somebody's own.
NAMES = {"title", "original_name", "name"}
KEY = re.compile(r"[a-z0-9._:-]*")


def bare(said: list[str], data: list[str]) -> list[str]:
    """Lines with words that nobody could translate, and that nobody typed."""
    lines = (line.strip() for text in said for line in outside_brackets(text).split("\n"))
    return sorted({line for line in lines if WORD.search(line) and WORD.search(_without(line, data))})


def _without(line: str, data: list[str]) -> str:
    line = NO_WORDS.sub("", line)
    for known in data:
        line = line.replace(known, " ")
    return line


def typed() -> list[str]:
    """All that people gave names or wrote down, the longest first; a bare key like "salesperson" is no such thing."""
    values = {line.strip() for model in apps.get_models() for value in _texts_of(model) for line in value.split("\n")}
    return sorted(filter(None, values), key=len, reverse=True)


def _texts_of(model: type[models.Model]) -> Iterator[str]:
    kinds = models.CharField | models.TextField | models.JSONField | ArrayField
    fields = [field.name for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.choices]
    rows: Any = model._default_manager.values(*fields) if fields else ()
    named = ((name, text) for row in rows for name, value in row.items() for text in _leaves(value))
    return (text for name, text in named if name in NAMES or not KEY.fullmatch(text))


def _leaves(value: Any) -> Iterator[str]:
    """The texts in a value that may be a list or an object."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
        value = value.values()
    if isinstance(value, list | ValuesView):
        for one in value:
            yield from _leaves(one)
