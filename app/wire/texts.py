"""Reading a text letter by letter: each letter is one step's input vector."""

from collections.abc import Mapping, Sequence

from app.faults.kinds import Refused


def rows_of(text: str, alphabet: Mapping[str, Sequence[float]], pointer: str) -> list[Sequence[float]]:
    """Return the input vector of each letter of `text`.

    Parameters
    ----------
    text : str
        At least one letter.
    alphabet : mapping
        The input vector of each letter that the network knows.
    pointer : str
        Where the text is in the body.

    Raises
    ------
    Refused
        Names the first unknown letter and its position, counted from 1.
    """
    if not text:
        raise Refused(pointer, "expected at least one letter, found an empty text")
    for place, letter in enumerate(text, start=1):
        if letter not in alphabet:
            known = " ".join(alphabet)
            raise Refused(pointer, f'the letter "{letter}" at place {place} is not in the alphabet: {known}')
    return [alphabet[letter] for letter in text]
