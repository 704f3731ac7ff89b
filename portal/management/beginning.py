"""What a company begins with, by options or asked for: `manage.py company` and `demo remove` ask alike."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any, TypedDict

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email


class Beginning(TypedDict):
    """As `set_up_company` takes it."""

    name: str
    admin_name: str
    admin_email: str
    admin_password: str


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--company", default="", help="its name; asked for where it isn't given")
    parser.add_argument("--name", default="", help="the admin's name")
    parser.add_argument("--email", default="", help="the admin's e-mail, with which they sign in")


def asked_for(options: dict[str, Any], *, in_vain: str) -> Beginning:
    """The company's name and its first admin.

    Args:
        in_vain: what didn't happen where an answer is missing or wrong.
    """
    try:
        name = options["company"] or ask("Your company's name: ", in_vain=in_vain)
        admin_name = options["name"] or ask("Your name: ", in_vain=in_vain)
        admin_email = options["email"] or ask("Your e-mail: ", in_vain=in_vain)
        validate_email(admin_email)
        admin_password = _password(in_vain)
        validate_password(admin_password)
    except ValidationError as fault:
        raise CommandError(f"{in_vain} " + " ".join(fault.messages)) from fault
    except EOFError as fault:
        raise CommandError(f"{in_vain} An answer is missing.") from fault
    return Beginning(name=name, admin_name=admin_name, admin_email=admin_email, admin_password=admin_password)


def ask(question: str, *, in_vain: str) -> str:
    answer = input(question).strip()
    if not answer:
        raise CommandError(f"{in_vain} An answer is missing.")
    return answer


def _password(in_vain: str) -> str:
    """Asked twice on a terminal, else the next line of the input."""
    if not sys.stdin.isatty():
        return input()
    given = getpass.getpass("A password (12 characters or more): ")
    if getpass.getpass("The same again: ") != given:
        raise CommandError(f"{in_vain} The two passwords differ.")
    return given
