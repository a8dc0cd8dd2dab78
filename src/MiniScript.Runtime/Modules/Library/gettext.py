"""Messages in the language of the user, from catalogues in the format of GNU gettext."""

import os
import re
import sys

__all__ = [
    'NullTranslations', 'GNUTranslations', 'Catalog', 'bindtextdomain', 'find', 'translation', 'install', 'textdomain', 'dgettext',
    'dngettext', 'gettext', 'ngettext', 'pgettext', 'dpgettext', 'npgettext', 'dnpgettext',
]

_default_localedir = '/usr/share/locale'
_localedirs = {}
_current_domain = 'messages'
_translations = {}

_token = re.compile(r'[ \t]*(?:n\b|[0-9]+\b|\|\||&&|[=!<>]=|[-+*/%<>!?:()]|(\w+|.))', re.S)

# The operators of C by precedence, and what they are here.
_levels = ({'||': 'or'}, {'&&': 'and'}, {'==': '==', '!=': '!='}, {'<': '<', '>': '>', '<=': '<=', '>=': '>='},
           {'+': '+', '-': '-'}, {'*': '*', '/': '//', '%': '%'})


class _PluralParser:
    # Turns a plural form's expression in C into one of this language.

    def __init__(self, text):
        self.tokens = []
        at = 0
        text = text.rstrip(' \t')
        while at < len(text):
            match = _token.match(text, at)
            if match[1]:
                raise ValueError(f'invalid token in plural form: {match[1]}')
            self.tokens.append(match[0].strip())
            at = match.end()
        self.tokens.append('')
        self.at = 0

    @property
    def token(self):
        return self.tokens[self.at]

    def error(self):
        if self.token:
            return ValueError(f'unexpected token in plural form: {self.token}')
        return ValueError('unexpected end of plural form')

    def expression(self):
        condition = self.operation(0)
        if self.token != '?':
            return condition
        self.at += 1
        chosen = self.expression()
        if self.token != ':':
            raise self.error()
        self.at += 1
        return f'({chosen} if {condition} else {self.expression()})'

    def operation(self, level):
        if level == len(_levels):
            return self.operand()
        operators = _levels[level]
        left = self.operation(level + 1)
        while self.token in operators:
            operator = operators[self.token]
            self.at += 1
            right = self.operation(level + 1)
            left = f'({left} {operator} {right})'
            if 2 <= level <= 3:
                left = f'int{left}'
        return left

    def operand(self):
        token = self.token
        if token == '!':
            self.at += 1
            return f'(not {self.operand()})'
        if token == '(':
            self.at += 1
            inner = self.expression()
            if self.token != ')':
                raise ValueError('unbalanced parenthesis in plural form')
            self.at += 1
            return inner
        if token != 'n' and not token.isdigit():
            raise self.error()
        self.at += 1
        return token if token == 'n' else str(int(token))


def _warn(n):
    import warnings
    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get('__name__') in (None, __name__):
        level += 1
        frame = frame.f_back
    warnings.warn(f'Plural value must be an integer, got {n.__class__.__name__}', DeprecationWarning, level)


def _as_int(n):
    try:
        rounded = round(n)
    except TypeError:
        raise TypeError(f'Plural value must be an integer, got {n.__class__.__name__}') from None
    _warn(n)
    return n if rounded != n else rounded


def _is_one(n):
    if not isinstance(n, int):
        _warn(n)
    return n == 1


def c2py(plural):
    """The function of the expression in C that picks a plural form."""
    if len(plural) > 1000:
        raise ValueError('plural form expression is too long')
    try:
        parser = _PluralParser(plural)
        expression = parser.expression()
        if parser.token:
            raise parser.error()
        names = {'as_int': _as_int, '__name__': __name__}
        exec(f'def pick(n):\n    if not isinstance(n, int):\n        n = as_int(n)\n    return int({expression})\n', names)
        return names['pick']
    except RecursionError:
        raise ValueError('plural form expression is too complex') from None


def _expand_lang(loc):
    """All names under which the catalogues of a locale may lie, the most special first."""
    match = re.fullmatch(r'([^_.@]*)(_[^.@]*)?(\.[^@]*)?(@.*)?', loc)
    if not match:
        return [loc]
    import locale
    language, territory, codeset, modifier = locale.normalize(loc), '', '', ''
    for mark in '@._':
        at = language.find(mark)
        if at >= 0:
            part = language[at:]
            language = language[:at]
            if mark == '@':
                modifier = part
            elif mark == '.':
                codeset = part
            else:
                territory = part
    names = []
    for choice in range(7, -1, -1):
        parts = [territory if choice & 4 else '', codeset if choice & 2 else '', modifier if choice & 1 else '']
        if all(part or not there for part, there in zip(parts, (choice & 4, choice & 2, choice & 1))):
            names.append(language + ''.join(parts))
    return names


class NullTranslations:
    """Leaves messages as they are; the base of catalogues."""

    def __init__(self, fp=None):
        self._info = {}
        self._charset = None
        self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        pass

    def add_fallback(self, fallback):
        """Ask another catalogue for what this one does not have."""
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if _is_one(n) else msgid2

    def pgettext(self, context, message):
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if _is_one(n) else msgid2

    def info(self):
        return self._info

    def charset(self):
        return self._charset

    def install(self, names=None):
        """Make _() a built-in function."""
        import builtins
        builtins.__dict__['_'] = self.gettext
        for name in ('gettext', 'ngettext', 'npgettext', 'pgettext'):
            if names is not None and name in names:
                builtins.__dict__[name] = getattr(self, name)


class GNUTranslations(NullTranslations):
    """A catalogue in the binary format of GNU gettext."""

    LE_MAGIC = 0x950412de
    BE_MAGIC = 0xde120495
    CONTEXT = '%s\x04%s'
    VERSIONS = (0, 1)

    def _parse(self, fp):
        from struct import unpack
        filename = getattr(fp, 'name', '')
        self._catalog = catalog = {}
        self.plural = lambda n: int(n != 1)
        data = fp.read()
        order = '<'
        magic = unpack('<I', data[:4])[0]
        if magic == self.BE_MAGIC:
            order = '>'
        elif magic != self.LE_MAGIC:
            raise OSError(0, 'Bad magic number', filename)
        version, count, names, texts = unpack(order + '4I', data[4:20])
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, 'Bad version number ' + str(version >> 16), filename)
        for index in range(count):
            length, start = unpack(order + 'II', data[names + 8 * index:names + 8 * index + 8])
            text_length, text_start = unpack(order + 'II', data[texts + 8 * index:texts + 8 * index + 8])
            if start + length >= len(data) or text_start + text_length >= len(data):
                raise OSError(0, 'File is corrupt', filename)
            name, text = data[start:start + length], data[text_start:text_start + text_length]
            if not length:
                self._read_info(text)
            charset = self._charset or 'ascii'
            if b'\0' in name:
                key = str(name.split(b'\0')[0], charset)
                for form, one in enumerate(text.split(b'\0')):
                    catalog[key, form] = str(one, charset)
            else:
                catalog[str(name, charset)] = str(text, charset)

    def _read_info(self, text):
        # The text of the empty message tells about the catalogue.
        last = None
        for line in text.split(b'\n'):
            item = str(line, 'ascii', 'surrogateescape').strip()
            if not item or item.startswith('#-#-#-#-#') and item.endswith('#-#-#-#-#'):
                continue
            if ':' in item:
                key, value = item.split(':', 1)
                last = key = key.strip().lower()
                value = value.strip()
                self._info[key] = value
            elif last:
                self._info[last] += '\n' + item
                continue
            else:
                continue
            if key == 'content-type':
                self._charset = value.split('charset=')[1]
            elif key == 'plural-forms':
                self.plural = c2py(value.split(';')[1].split('plural=')[1])

    def _find(self, name, fallback):
        text = self._catalog.get(name)
        if text is None:
            text = self._catalog.get((name, self.plural(1)))
        return fallback() if text is None else text

    def gettext(self, message):
        return self._find(message, lambda: NullTranslations.gettext(self, message))

    def pgettext(self, context, message):
        return self._find(self.CONTEXT % (context, message), lambda: NullTranslations.pgettext(self, context, message))

    def ngettext(self, msgid1, msgid2, n):
        try:
            return self._catalog[msgid1, self.plural(n)]
        except KeyError:
            return NullTranslations.ngettext(self, msgid1, msgid2, n)

    def npgettext(self, context, msgid1, msgid2, n):
        try:
            return self._catalog[self.CONTEXT % (context, msgid1), self.plural(n)]
        except KeyError:
            return NullTranslations.npgettext(self, context, msgid1, msgid2, n)


def find(domain, localedir=None, languages=None, all=False):
    """The file of a catalogue for the user's languages or those given, or None; with all a list of them."""
    if localedir is None:
        localedir = _default_localedir
    if languages is None:
        languages = []
        for name in ('LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'):
            value = os.environ.get(name)
            if value:
                languages = value.split(':')
                break
        if 'C' not in languages:
            languages.append('C')
    names = []
    for language in languages:
        for name in _expand_lang(language):
            if name not in names:
                names.append(name)
    found = [] if all else None
    for name in names:
        if name == 'C':
            break
        path = os.path.join(localedir, name, 'LC_MESSAGES', f'{domain}.mo')
        if os.path.exists(path):
            if not all:
                return path
            found.append(path)
    return found


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalogue of a domain; those of further languages are its fallbacks."""
    if class_ is None:
        class_ = GNUTranslations
    files = find(domain, localedir, languages, all=True)
    if not files:
        if fallback:
            return NullTranslations()
        from errno import ENOENT
        raise FileNotFoundError(ENOENT, 'No translation file found for domain', domain)
    result = None
    for file in files:
        key = class_, os.path.abspath(file)
        known = _translations.get(key)
        if known is None:
            with open(file, 'rb') as data:
                known = _translations.setdefault(key, class_(data))
        import copy
        known = copy.copy(known)
        if result is None:
            result = known
        else:
            result.add_fallback(known)
    return result


def install(domain, localedir=None, *, names=None):
    """Make _() a built-in function for a domain."""
    translation(domain, localedir, fallback=True).install(names)


def textdomain(domain=None):
    """Set the domain of gettext(), and return it."""
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Set where a domain's catalogues lie, and return it."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _of(domain):
    return translation(domain, _localedirs.get(domain), fallback=True)


def dgettext(domain, message):
    return _of(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _of(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _of(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _of(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    """A message in the user's language."""
    return dgettext(_current_domain, message)


def ngettext(msgid1, msgid2, n):
    """A message in the singular or plural, as a number asks."""
    return dngettext(_current_domain, msgid1, msgid2, n)


def pgettext(context, message):
    """A message that means what it means in a context."""
    return dpgettext(_current_domain, context, message)


def npgettext(context, msgid1, msgid2, n):
    """A message of a context in the singular or plural."""
    return dnpgettext(_current_domain, context, msgid1, msgid2, n)


Catalog = translation
