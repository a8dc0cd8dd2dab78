"""The C locale: the only one there is."""

import os
import re as _re

__all__ = [
    'getlocale', 'getdefaultlocale', 'getpreferredencoding', 'Error', 'setlocale', 'localeconv', 'strcoll', 'strxfrm', 'str', 'atof', 'atoi',
    'format_string', 'currency', 'normalize', 'LC_CTYPE', 'LC_COLLATE', 'LC_MESSAGES', 'LC_TIME', 'LC_MONETARY', 'LC_NUMERIC', 'LC_ALL',
    'CHAR_MAX', 'getencoding',
]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET = 14


class Error(Exception):
    """Raised for a locale that there is not."""


_texts = {CODESET: 'UTF-8'}


def _constants(first, names, texts):
    for i, (name, text) in enumerate(zip(names, texts)):
        globals()[name] = first + i
        _texts[first + i] = text


_day_names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
_month_names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
_constants(131072, [f'ABDAY_{i}' for i in range(1, 8)], [name[:3] for name in _day_names])
_constants(131079, [f'DAY_{i}' for i in range(1, 8)], _day_names)
_constants(131086, [f'ABMON_{i}' for i in range(1, 13)], [name[:3] for name in _month_names])
_constants(131098, [f'MON_{i}' for i in range(1, 13)], _month_names)
_constants(131110, ['AM_STR', 'PM_STR', 'D_T_FMT', 'D_FMT', 'T_FMT', 'T_FMT_AMPM', 'ERA'],
           ['AM', 'PM', '%a %b %e %H:%M:%S %Y', '%m/%d/%y', '%H:%M:%S', '%I:%M:%S %p', ''])
_constants(131118, ['ERA_D_FMT', 'ALT_DIGITS', 'ERA_D_T_FMT', 'ERA_T_FMT'], [''] * 4)
_constants(65536, ['RADIXCHAR', 'THOUSEP'], ['.', ''])
_constants(262159, ['CRNCYSTR'], ['-'])
_constants(327680, ['YESEXPR', 'NOEXPR'], ['^[yY]', '^[nN]'])

_categories = ['LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES', 'LC_PAPER', 'LC_NAME', 'LC_ADDRESS', 'LC_TELEPHONE',
               'LC_MEASUREMENT', 'LC_IDENTIFICATION']
_known = {'C': 'C', 'POSIX': 'C', 'C.UTF-8': 'C.UTF-8', 'C.utf8': 'C.UTF-8'}
_state = ['C.UTF-8'] + ['C'] * 11


def nl_langinfo(key, /):
    """Return the value for the locale information associated with key."""
    try:
        return _texts[key]
    except KeyError:
        raise ValueError('unsupported langinfo constant') from None


def _described():
    if len(set(_state)) == 1:
        return _state[0]
    return ';'.join(f'{name}={value}' for name, value in zip(_categories, _state))


def _from_environment(category):
    for name in ('LC_ALL', _categories[category], 'LANG'):
        if os.environ.get(name):
            return os.environ[name]
    return 'C.UTF-8' if category == LC_CTYPE else 'C'


def _checked(name):
    if name not in _known:
        raise Error('unsupported locale setting')
    return _known[name]


def setlocale(category, locale=None):
    """Set the locale for the given category: a name, a pair of language and encoding, '' for that of the environment, or None to ask."""
    if not isinstance(category, int):
        raise TypeError(f"'{type(category).__name__}' object cannot be interpreted as an integer")
    if not 0 <= category <= 12:
        raise Error('invalid locale category')
    if locale and not isinstance(locale, _builtin_str):
        locale = normalize(_build_localename(locale))
    if locale is None:
        return _described() if category == LC_ALL else _state[category if category < LC_ALL else category - 1]
    every = range(len(_state)) if category == LC_ALL else [category if category < LC_ALL else category - 1]
    if not locale:
        values = [_checked(_from_environment(i)) for i in every]
    elif category == LC_ALL and ';' in locale:
        given = dict(part.split('=', 1) for part in locale.split(';'))
        values = [_checked(given.get(name, '?')) for name in _categories]
    else:
        values = [_checked(locale)] * len(every)
    for i, value in zip(every, values):
        _state[i] = value
    return setlocale(category)


def localeconv():
    """Return the parameters of numeric and monetary formats."""
    conv = {'int_curr_symbol': '', 'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [], 'positive_sign': '',
            'negative_sign': ''}
    for name in ('int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space', 'n_cs_precedes', 'n_sep_by_space', 'p_sign_posn', 'n_sign_posn'):
        conv[name] = CHAR_MAX
    conv.update(decimal_point='.', thousands_sep='', grouping=[])
    conv.update(_override_localeconv)
    return conv


_override_localeconv = {}
_builtin_str = str


def strcoll(a, b, /):
    """Compare two strings: negative, zero or positive."""
    return (a > b) - (a < b)


def strxfrm(string, /):
    """Return a string that compares as the string does by strcoll()."""
    if '\0' in string:
        raise ValueError('embedded null character')
    return string


def _grouping_intervals(grouping):
    last = None
    for interval in grouping:
        if interval == CHAR_MAX:
            return
        if interval == 0:
            if last is None:
                raise ValueError('invalid grouping')
            while True:
                yield last
        yield interval
        last = interval


def _group(s, monetary=False):
    conv = localeconv()
    separator = conv['mon_thousands_sep' if monetary else 'thousands_sep']
    grouping = conv['mon_grouping' if monetary else 'grouping']
    if not grouping:
        return s, 0
    tail = ''
    if s and s[-1] == ' ':
        stripped = s.rstrip()
        tail = s[len(stripped):]
        s = stripped
    head = ''
    groups = []
    for interval in _grouping_intervals(grouping):
        if not s or s[-1] not in '0123456789':
            head = s
            s = ''
            break
        groups.append(s[-interval:])
        s = s[:-interval]
    if s:
        groups.append(s)
    groups.reverse()
    return head + separator.join(groups) + tail, len(separator) * (len(groups) - 1)


def _strip_padding(s, amount):
    left = 0
    while amount and s[left] == ' ':
        left += 1
        amount -= 1
    right = len(s)
    while amount and s[right - 1] == ' ':
        right -= 1
        amount -= 1
    return s[left:right]


_percent = _re.compile(r'%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]')


def _localize(formatted, grouping=False, monetary=False):
    if '.' in formatted:
        seps = 0
        parts = formatted.split('.')
        if grouping:
            parts[0], seps = _group(parts[0], monetary)
        formatted = localeconv()['mon_decimal_point' if monetary else 'decimal_point'].join(parts)
        return _strip_padding(formatted, seps) if seps else formatted
    if grouping:
        formatted, seps = _group(formatted, monetary)
        if seps:
            formatted = _strip_padding(formatted, seps)
    return formatted


def _format(percent, value, grouping=False, monetary=False, *additional):
    formatted = percent % ((value,) + additional) if additional else percent % value
    if percent[-1] in 'eEfFgGdiu':
        formatted = _localize(formatted, grouping, monetary)
    return formatted


def format_string(f, val, grouping=False, monetary=False):
    """Format a string like the % operator, but by the locale's numeric format."""
    percents = list(_percent.finditer(f))
    new_f = _percent.sub('%s', f)
    if isinstance(val, (dict,)) or hasattr(val, 'keys'):
        new_val = ['%' if p.group()[-1] == '%' else _format(p.group(), val, grouping, monetary) for p in percents]
    else:
        if not isinstance(val, tuple):
            val = (val,)
        new_val = []
        i = 0
        for p in percents:
            if p.group()[-1] == '%':
                new_val.append('%')
            else:
                stars = p.group('modifiers').count('*')
                new_val.append(_format(p.group(), val[i], grouping, monetary, *val[i + 1:i + 1 + stars]))
                i += 1 + stars
    return new_f % tuple(new_val)


def currency(val, symbol=True, grouping=False, international=False):
    """Format a number as an amount of money, by the locale."""
    conv = localeconv()
    digits = conv['int_frac_digits' if international else 'frac_digits']
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    s = _localize(f'{abs(val):.{digits}f}', grouping, monetary=True)
    s = '<' + s + '>'
    if symbol:
        sign = conv['int_curr_symbol' if international else 'currency_symbol']
        precedes = conv['n_cs_precedes' if val < 0 else 'p_cs_precedes']
        separated = conv['n_sep_by_space' if val < 0 else 'p_sep_by_space']
        if precedes:
            s = sign + (separated and ' ' or '') + s
        else:
            if international and sign[-1] == ' ':
                sign = sign[:-1]
            s = s + (separated and ' ' or '') + sign
    position = conv['n_sign_posn' if val < 0 else 'p_sign_posn']
    sign = conv['negative_sign' if val < 0 else 'positive_sign']
    if position == 0:
        s = '(' + s + ')'
    elif position == 1:
        s = sign + s
    elif position == 2:
        s = s + sign
    elif position == 3:
        s = s.replace('<', sign)
    elif position == 4:
        s = s.replace('>', sign)
    else:
        s = sign + s
    return s.replace('<', '').replace('>', '')


def str(val):
    """Convert float to string, taking the locale into account."""
    return _format('%.12g', val)


def delocalize(string):
    """Make a number in the locale's format one that float() reads."""
    conv = localeconv()
    if conv['thousands_sep']:
        string = string.replace(conv['thousands_sep'], '')
    if conv['decimal_point']:
        string = string.replace(conv['decimal_point'], '.')
    return string


def localize(string, grouping=False, monetary=False):
    """Parses a string as locale number according to the locale settings."""
    return _localize(string, grouping, monetary)


def atof(string, func=float):
    """Read a float in the locale's format."""
    return func(delocalize(string))


def atoi(string):
    """Read an int in the locale's format."""
    return int(delocalize(string))


def normalize(localename):
    """Return the full name of a locale: the encoding's name is written as C libraries write it."""
    name, dot, encoding = localename.partition('.')
    plain = name.lower()
    if plain in ('c', 'posix', ''):
        return 'C' if not dot and plain else 'C.UTF-8' if encoding.lower().replace('-', '') == 'utf8' else localename
    if encoding.lower().replace('-', '') == 'utf8':
        encoding = 'UTF-8'
    language, _, country = name.partition('_')
    if country and language:
        name = f'{language.lower()}_{country.upper()}'
    return f'{name}.{encoding}' if dot else name if not country else f'{name}.ISO8859-1'


def _parse_localename(localename):
    code = normalize(localename)
    if '@' in code:
        code, modifier = code.split('@', 1)
        if modifier == 'euro' and '.' not in code:
            return code, 'iso-8859-15'
    if '.' in code:
        return tuple(code.split('.')[:2])
    if code == 'C':
        return None, None
    if code == 'UTF-8':
        return None, 'UTF-8'
    raise ValueError(f'unknown locale: {localename}')


def _build_localename(pair):
    try:
        language, encoding = pair
        return (language or 'C') + ('.' + encoding if encoding is not None else '')
    except (TypeError, ValueError):
        raise TypeError('Locale must be None, a string, or an iterable of two strings -- language code, encoding.') from None


def getlocale(category=LC_CTYPE):
    """Return the language code and encoding of a category."""
    localename = setlocale(category)
    if category == LC_ALL and ';' in localename:
        raise TypeError('category LC_ALL is not supported')
    return _parse_localename(localename)


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """Return the language code and encoding that the environment asks for."""
    import warnings
    warnings.warn(
        "'locale.getdefaultlocale' is deprecated and slated for removal in Python 3.15. Use setlocale(), getencoding() and getlocale() instead.",
        DeprecationWarning, stacklevel=2)
    for variable in envvars:
        localename = os.environ.get(variable)
        if localename:
            return _parse_localename(localename.split(':')[0] if variable == 'LANGUAGE' else localename)
    return 'C', 'UTF-8'


def resetlocale(category=LC_ALL):
    setlocale(category, '')


def getencoding():
    """Return the encoding of text."""
    return 'UTF-8'


def getpreferredencoding(do_setlocale=True):
    """Return the encoding of text."""
    return 'utf-8'
