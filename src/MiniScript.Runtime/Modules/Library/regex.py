"""Regular expressions that give None for a bad pattern, and for a search that takes too long."""

import re as _re
from _catalog import expect as _expect
from _re import deadline_after as _deadline_after, replace_deadline as _replace_deadline

__all__ = ['escape', 'find', 'find_all', 'is_match', 'is_valid', 'match_groups', 'match_named', 'replace', 'split']

default_timeout = 2.0


_flags = {'ignore_case': _re.IGNORECASE, 'multi_line': _re.MULTILINE, 'dot_all': _re.DOTALL}


def _run(function, pattern, text, work, options={}):
    _expect(function, 'pattern', pattern, str)
    _expect(function, 'text', text, str)
    flags = 0
    timeout = default_timeout
    for name, value in options.items():
        if name == 'timeout':
            timeout = default_timeout if value is None else value
        elif name not in _flags:
            raise TypeError(f"{function}() got an unexpected keyword argument '{name}'")
        elif value:
            flags |= _flags[name]
    _expect(function, 'timeout', timeout, int, float)
    previous = None
    try:
        compiled = _re.compile(pattern, flags)
        previous = _deadline_after(timeout)
        return work(compiled)
    except (_re.error, OverflowError, RecursionError):
        return None
    except TimeoutError as error:
        if error.args != ('the search took too long',):
            raise
        return None
    finally:
        if previous is not None:
            _replace_deadline(previous)


def is_valid(pattern):
    """Whether a pattern is a regular expression."""
    return _run('is_valid', pattern, '', lambda compiled: True) is True


def is_match(pattern, text, **options):
    """Whether a pattern is found in a text."""
    return _run('is_match', pattern, text, lambda compiled: compiled.search(text) is not None, options)


def find(pattern, text, **options):
    """The first part of a text that matches; None if there is none."""
    def work(compiled):
        found = compiled.search(text)
        return None if found is None else found[0]
    return _run('find', pattern, text, work, options)


def find_all(pattern, text, **options):
    """All parts of a text that match."""
    return _run('find_all', pattern, text, lambda compiled: [found[0] for found in compiled.finditer(text)], options)


def match_groups(pattern, text, **options):
    """The groups of the first match, '' for those that took no part; None if there is no match."""
    def work(compiled):
        found = compiled.search(text)
        return None if found is None else list(found.groups(''))
    return _run('match_groups', pattern, text, work, options)


def match_named(pattern, text, **options):
    """The named groups of the first match as a dict; None if there is no match."""
    def work(compiled):
        found = compiled.search(text)
        return None if found is None else found.groupdict('')
    return _run('match_named', pattern, text, work, options)


def replace(pattern, text, replacement, count=0, **options):
    r"""The text with every match, or the first ones, replaced: by text with \1 and \g<name>, or by what a function makes of the match."""
    if not callable(replacement):
        _expect('replace', 'replacement', replacement, str)
    _expect('replace', 'count', count, int)
    calls = []

    def call(match):
        outer = _replace_deadline(0)
        try:
            return replacement(match)
        except BaseException as error:
            calls.append(error)
            raise
        finally:
            _replace_deadline(outer)

    def work(compiled):
        try:
            return compiled.sub(call if callable(replacement) else replacement, text, count), None
        except BaseException as error:
            if calls and calls[-1] is error:
                return None, error
            raise
    outcome = _run('replace', pattern, text, work, options)
    if outcome is None:
        return None
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]


def split(pattern, text, limit=0, **options):
    """The parts between the matches, and the groups of these."""
    _expect('split', 'limit', limit, int)
    return _run('split', pattern, text, lambda compiled: compiled.split(text, limit), options)


def escape(text):
    """A pattern that matches a text and nothing else."""
    _expect('escape', 'text', text, str)
    return _re.escape(text)
