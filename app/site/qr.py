"""Addresses as QR codes, drawn as SVG.

It is requested by POST, because the address of a view contains what a person typed: a body ends up in no log.
"""

from io import BytesIO

import segno
from segno import DataOverflowError

from app.faults.kinds import Refused


def qr_svg(text: str) -> bytes:
    """Return a QR code as a stand-alone SVG, black on white with the quiet zone that readers need.

    Raises
    ------
    Refused
        When the text is too long for a QR code.
    """
    try:
        code = segno.make_qr(text, error="l")
    except DataOverflowError:
        size = len(text.encode())
        raise Refused("/text", f"{size} bytes are more than a QR code holds (2953 at most)") from None
    file = BytesIO()
    code.save(file, kind="svg", scale=4, light="#fff", svgclass=None, lineclass=None)
    return file.getvalue()
