"""Takes mailboxes apart, for programs that ask for it by its name."""

import re

from email import errors

_BLANKS = r'(?:\s|\([^()]*\))*'
_ATOM = r"[^\s()<>@,:;.\\\"\[\]]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LOCAL = rf'(?:{_QUOTED}|{_ATOM}(?:\.{_ATOM})*)'
_DOMAIN = rf'(?:\[[^\[\]\\]*\]|{_ATOM}(?:\.{_ATOM})*)'
_address = re.compile(rf'{_BLANKS}({_LOCAL}){_BLANKS}@{_BLANKS}({_DOMAIN}){_BLANKS}', re.S)
_name = re.compile(rf'{_BLANKS}((?:(?:{_QUOTED}|{_ATOM}|\.){_BLANKS})*)<', re.S)


class Mailbox:
    """A name and an address."""

    token_type = 'mailbox'
    route = None

    def __init__(self, display_name, local_part, domain):
        self.display_name = display_name
        self.local_part = local_part
        self.domain = domain

    @property
    def addr_spec(self):
        local = self.local_part
        if not re.fullmatch(rf'{_ATOM}(?:\.{_ATOM})*', local):
            local = '"' + re.sub(r'(["\\])', r'\\\1', local) + '"'
        return local if self.domain is None else f'{local}@{self.domain}'

    def __str__(self):
        return f'{self.display_name} <{self.addr_spec}>' if self.display_name else self.addr_spec


def _unquoted(text):
    return re.sub(r'\\(.)', r'\1', text[1:-1], flags=re.S) if text[:1] == '"' else text


def get_mailbox(value):
    """The mailbox that a text begins with, and the rest."""
    name = _name.match(value)
    found = _address.match(value, name.end() if name else 0)
    if not found and not name:
        # A local part alone is taken, too.
        found = re.compile(rf'{_BLANKS}({_LOCAL})()').match(value)
        if found and value[found.end():found.end() + 1] != '@':
            return Mailbox(None, _unquoted(found[1]), None), value[found.end():]
        found = None
    if not found or name and not value.startswith('>', found.end()):
        raise errors.HeaderParseError(f"expected mailbox but found '{value}'")
    display = None
    end = found.end()
    if name:
        end += 1
        words = re.findall(rf'{_QUOTED}|{_ATOM}|\.', name[1], re.S)
        display = ' '.join(map(_unquoted, words)).replace(' .', '.') or None
        while end < len(value) and value[end] in ' \t':
            end += 1
    return Mailbox(display, _unquoted(found[1]), found[2]), value[end:]
