"""What an address, a header or a button says, read without trusting it."""

# As the database keeps it.
LARGEST_REVISION = 2**31 - 1


def whole_number(said: str, *, most: int) -> int | None:
    """The number, from 0; None where it is none, or larger than `most`, however many digits somebody sends."""
    if not said.isdecimal() or len(said) > len(str(most)):
        return None
    number = int(said)
    return number if number <= most else None
