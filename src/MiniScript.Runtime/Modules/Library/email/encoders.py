"""Functions that encode a message's payload and say so in its headers."""

__all__ = ['encode_7or8bit', 'encode_base64', 'encode_noop', 'encode_quopri']

import base64
import quopri


def encode_base64(msg):
    msg.set_payload(str(base64.encodebytes(msg.get_payload(decode=True)), 'ascii'))
    msg['Content-Transfer-Encoding'] = 'base64'


def encode_quopri(msg):
    data = quopri.encodestring(msg.get_payload(decode=True), quotetabs=True).replace(b' ', b'=20')
    msg.set_payload(data.decode('ascii', 'surrogateescape'))
    msg['Content-Transfer-Encoding'] = 'quoted-printable'


def encode_7or8bit(msg):
    payload = msg.get_payload(decode=True)
    is_ascii = payload is None or payload.isascii()
    msg['Content-Transfer-Encoding'] = '7bit' if is_ascii else '8bit'


def encode_noop(msg):
    """Leave everything as it is."""
