"""HTTP without TLS, as the servers of tests speak it."""

import ssl
from typing import Final

PLAIN: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What to give to clients as ``verify``: each would read this machine's certificates, which takes 30 ms."""
