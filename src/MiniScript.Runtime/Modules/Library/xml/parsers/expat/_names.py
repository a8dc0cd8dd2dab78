"""What names are made of."""

import re

NAME_START = (
    ':A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf'
    '\ufdf0-\ufffd\U00010000-\U000effff')
NAME_CHARS = NAME_START + '0-9\xb7\u0300-\u036f\u203f-\u2040.-'
NAME = f'[{NAME_START}][{NAME_CHARS}]*'
BLANKS = '[ \t\n]'

_name = re.compile(f'(?:{NAME})?')


def name_end(text, at):
    """Where the name at a place ends; the place itself if there is none."""
    return _name.match(text, at).end()
