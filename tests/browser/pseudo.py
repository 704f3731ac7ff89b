"""A language that isn't one: texts in brackets, so that a bare word gives itself away, and longer by two fifths."""

import ast
import re
from io import BytesIO
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGE = "en-xa"
_TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_TEXT}(?:\s*,\s*{_TEXT})*)")
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def _sources() -> list[Path]:
    """Ours, and the libraries' whose words stand on our pages."""
    folders = [ROOT / "apps", ROOT / "portal", Path(allauth.__file__).parent / "account"]
    framework = Path(django.__file__).parent
    parts = ("forms", "utils", "core", "contrib/auth", "contrib/humanize", "db/models", "template")
    folders += [framework / part for part in parts]
    python = [path for folder in folders for path in folder.glob("**/*.py")]
    return python + [path for path in (ROOT / "templates").glob("**/*") if path.suffix in {".html", ".txt"}]


def _calls_in(path: Path) -> list[tuple[str, tuple[str | None, ...]]]:
    """Every translation in a file as (function, its texts)."""
    if path.suffix == ".py":
        code = BytesIO(path.read_bytes())
        found = extract_python(code, list(_KEYWORDS), [], {"encoding": "utf-8"})
        return [(name, text if isinstance(text, tuple) else (text,)) for _, name, text, _ in found]
    code_like = templatize(path.read_text(), origin=str(path))
    return [(call[1], ast.literal_eval(f"({call[2]},)")) for call in _CALL.finditer(code_like)]


def bracketed(text: str) -> str:
    """`text` in brackets, lengthened; leading and trailing new lines stay outside, as gettext wants them kept."""
    body = text.strip("\n")
    if not body:
        return text
    before, _, after = text.partition(body)
    return f"{before}⟦{body}{longer_by(len(body) * 2 // 5)}⟧{after}"


def longer_by(letters: int) -> str:
    """Words of up to seven letters, blanks included in the count."""
    return "".join("~" if at % 8 else " " for at in range(letters)) if letters > 1 else "~" * letters


def catalog() -> Catalog:
    made = Catalog(locale="en")
    for path in _sources():
        for function, texts in _calls_in(path):
            _add(made, function, texts)
    return made


def _add(made: Catalog, function: str, message: tuple[str | None, ...]) -> None:
    context = None
    if function.startswith(("pgettext", "npgettext")):
        context, *rest = message
        message = tuple(rest)
    texts = [text for text in message if isinstance(text, str)]
    if not texts or not texts[0]:
        return
    if function.startswith(("ngettext", "npgettext")) and len(texts) >= 2:
        made.add((texts[0], texts[1]), (bracketed(texts[0]), bracketed(texts[1])), context=context)
        return
    made.add(texts[0], bracketed(texts[0]), context=context)


def write(folder: Path) -> None:
    """The compiled language below `folder`, to be named in LOCALE_PATHS."""
    target = folder / "en_XA" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalog())


def outside_brackets(text: str) -> str:
    """What of `text` isn't inside brackets, however deeply they nest."""
    depth, kept = 0, []
    for letter in text:
        if letter == "⟦":
            depth += 1
        elif letter == "⟧":
            depth -= 1
        elif depth == 0:
            kept.append(letter)
    return "".join(kept)
