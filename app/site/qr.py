"""Addresses as QR codes, drawn as SVG.

It is asked for by POST, since the address of a view holds what a person typed: in a body it reaches no log.
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
        When a QR code cannot hold so much.
    """
    try:
        code = segno.make_qr(text, error="l")
    except DataOverflowError:
        size = len(text.encode())
        raise Refused("/text", f"{size} bytes are more than a QR code holds (2953 at most)") from None
    file = BytesIO()
    code.save(file, kind="svg", scale=4, light="#fff", svgclass=None, lineclass=None)
    return file.getvalue()
