"""Takes patterns apart: parse() gives what a pattern consists of. The engine does not use it."""

import re
from re import PatternError, error
from re._constants import *
from re._constants import MAXREPEAT, SRE_FLAG_ASCII, SRE_FLAG_UNICODE, SRE_FLAG_VERBOSE

SPECIAL_CHARS = '.\\[{()*+?^$|'
REPEAT_CHARS = '*+?{'
DIGITS = frozenset('0123456789')
OCTDIGITS = frozenset('01234567')
HEXDIGITS = frozenset('0123456789abcdefABCDEF')
WHITESPACE = frozenset(' \t\n\r\v\f')
MAXWIDTH = 1 << 64
ESCAPES = {f'\\{letter}': (LITERAL, ord(char)) for letter, char in zip('abfnrtv\\', '\a\b\f\n\r\t\v\\')}
CATEGORIES = {
    r'\A': (AT, AT_BEGINNING_STRING), r'\b': (AT, AT_BOUNDARY), r'\B': (AT, AT_NON_BOUNDARY), r'\d': (IN, [(CATEGORY, CATEGORY_DIGIT)]),
    r'\D': (IN, [(CATEGORY, CATEGORY_NOT_DIGIT)]), r'\s': (IN, [(CATEGORY, CATEGORY_SPACE)]), r'\S': (IN, [(CATEGORY, CATEGORY_NOT_SPACE)]),
    r'\w': (IN, [(CATEGORY, CATEGORY_WORD)]), r'\W': (IN, [(CATEGORY, CATEGORY_NOT_WORD)]), r'\Z': (AT, AT_END_STRING),
}
FLAGS = {'i': 2, 'L': 4, 'm': 8, 's': 16, 'x': 64, 'a': 256, 'u': 32}
TYPE_FLAGS = 292
GLOBAL_FLAGS = 128

_HEX_LENGTHS = {'x': 2, 'u': 4, 'U': 8}


class State:
    """What is known of the whole pattern: its flags, and its groups by name and by width."""

    def __init__(self):
        self.flags = 0
        self.groupdict = {}
        self.groupwidths = [None]
        self.lookbehindgroups = None
        self.grouprefpos = {}

    @property
    def groups(self):
        return len(self.groupwidths)

    def opengroup(self, name=None):
        number = self.groups
        self.groupwidths.append(None)
        if name is not None:
            self.groupdict[name] = number
        return number

    def closegroup(self, gid, p):
        self.groupwidths[gid] = p.getwidth()

    def checkgroup(self, gid):
        return gid < self.groups and self.groupwidths[gid] is not None


class SubPattern:
    """A sequence of pairs: a constant that tells the kind, and what belongs to it."""

    def __init__(self, state, data=None):
        self.state = state
        self.data = [] if data is None else data
        self.width = None

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __delitem__(self, index):
        del self.data[index]

    def __getitem__(self, index):
        return SubPattern(self.state, self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index, code):
        self.data[index] = code

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def dump(self, level=0):
        """Prints the parts, a line each."""
        indent = '  ' * level
        for op, av in self.data:
            if op is IN:
                print(f'{indent}{op}')
                for kind, value in av:
                    print(f'{indent}  {kind} {value}')
            elif op is BRANCH:
                print(f'{indent}{op}')
                for i, branch in enumerate(av[1]):
                    if i:
                        print(f'{indent}OR')
                    branch.dump(level + 1)
            elif op is GROUPREF_EXISTS:
                print(f'{indent}{op} {av[0]}')
                av[1].dump(level + 1)
                if av[2]:
                    print(f'{indent}ELSE')
                    av[2].dump(level + 1)
            elif isinstance(av, SubPattern):
                print(f'{indent}{op}')
                av.dump(level + 1)
            elif isinstance(av, (tuple, list)):
                plain = [part for part in av if not isinstance(part, SubPattern)]
                print(indent + ' '.join(map(str, [op] + plain)))
                for part in av:
                    if isinstance(part, SubPattern):
                        part.dump(level + 1)
            else:
                print(f'{indent}{op} {av}')

    def getwidth(self):
        """The least and the greatest number of characters that match."""
        if self.width is None:
            low = high = 0
            for op, av in self.data:
                least, most = self._width(op, av)
                low += least
                high += most
            self.width = min(low, MAXWIDTH), min(high, MAXWIDTH)
        return self.width

    def _width(self, op, av):
        if op in (ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY):
            return 1, 1
        if op is BRANCH:
            widths = [branch.getwidth() for branch in av[1]]
            return min(low for low, high in widths), max(high for low, high in widths)
        if op is ATOMIC_GROUP:
            return av.getwidth()
        if op is SUBPATTERN:
            return av[-1].getwidth()
        if op in (MIN_REPEAT, MAX_REPEAT, POSSESSIVE_REPEAT):
            least, most = av[2].getwidth()
            return least * av[0], MAXWIDTH if av[1] == MAXREPEAT and most else most * av[1]
        if op is GROUPREF:
            return self.state.groupwidths[av] or (0, MAXWIDTH)
        if op is GROUPREF_EXISTS:
            least, most = av[1].getwidth()
            other = av[2].getwidth() if av[2] is not None else (0, 0)
            return min(least, other[0]), max(most, other[1])
        return 0, 0


class _Reader:
    # Walks over a pattern that is known to be correct.

    def __init__(self, text, state):
        self.text = text
        self.at = 0
        self.state = state

    def take(self, literal):
        found = self.text.startswith(literal, self.at)
        if found:
            self.at += len(literal)
        return found

    def until(self, end):
        stop = self.text.index(end, self.at)
        part = self.text[self.at:stop]
        self.at = stop + 1
        return part

    def digits(self, most, allowed):
        start = self.at
        while self.at < len(self.text) and self.at - start < most and self.text[self.at] in allowed:
            self.at += 1
        return self.text[start:self.at]

    def alternatives(self, verbose):
        whole = self.at == 0
        items = [self.sequence(verbose)]
        while self.take('|'):
            # (?x) stands at the start of the pattern and holds for all of it.
            items.append(self.sequence(verbose or whole and bool(self.state.flags & SRE_FLAG_VERBOSE)))
        if len(items) == 1:
            return items[0]
        result = SubPattern(self.state)
        while all(items) and all(item[0] == items[0][0] for item in items):
            result.append(items[0][0])
            for item in items:
                del item[0]
        members = []
        for item in items:
            if len(item) != 1:
                break
            op, av = item[0]
            if op is LITERAL:
                members.append((op, av))
            elif op is IN and av[0][0] is not NEGATE:
                members += av
            else:
                break
        else:
            result.append((IN, _unique(members)))
            return result
        result.append((BRANCH, (None, items)))
        return result

    def sequence(self, verbose):
        text = self.text
        result = SubPattern(self.state)
        while self.at < len(text):
            this = text[self.at]
            if this in '|)':
                break
            self.at += 1
            if verbose and this in WHITESPACE:
                continue
            if verbose and this == '#':
                stop = text.find('\n', self.at)
                self.at = len(text) if stop < 0 else stop + 1
            elif this == '\\':
                result.append(self.escape())
            elif this == '[':
                result.append(self.members())
            elif this in REPEAT_CHARS:
                self.repetition(this, result)
            elif this == '.':
                result.append((ANY, None))
            elif this == '(':
                part = self.group(verbose)
                if part is True:
                    verbose = bool(self.state.flags & SRE_FLAG_VERBOSE)
                elif part:
                    result.append(part)
            elif this == '^':
                result.append((AT, AT_BEGINNING))
            elif this == '$':
                result.append((AT, AT_END))
            else:
                result.append((LITERAL, ord(this)))
        flat = []
        for part in result.data:
            if part[0] is SUBPATTERN and part[1][:3] == (None, 0, 0):
                flat += part[1][3].data
            else:
                flat.append(part)
        result.data[:] = flat
        return result

    def repetition(self, this, result):
        if this == '{':
            found = re.compile(r'(?:(\d*),(\d*)|(\d+))\}').match(self.text, self.at)
            if not found:
                result.append((LITERAL, 123))
                return
            self.at = found.end()
            low, high, both = found.groups()
            if both:
                low = high = both
            low = int(low or 0)
            high = int(high) if high else MAXREPEAT
        else:
            low, high = {'?': (0, 1), '*': (0, MAXREPEAT), '+': (1, MAXREPEAT)}[this]
        item = result[-1:]
        op, av = item[0]
        if op is SUBPATTERN and av[:3] == (None, 0, 0):
            item = av[3]
        kind = MIN_REPEAT if self.take('?') else POSSESSIVE_REPEAT if self.take('+') else MAX_REPEAT
        result[-1] = kind, (low, high, item)

    def group(self, verbose):
        # What "(" starts: a part, None for a comment, True for flags of the whole pattern.
        state = self.state
        name = None
        capture = True
        add = remove = 0
        if self.take('?'):
            if self.take('P<'):
                name = self.until('>')
            elif self.take('P='):
                return GROUPREF, self.number(self.until(')'))
            elif self.take('#'):
                self.until(')')
                return None
            elif self.take('>'):
                inner = self.closed(verbose)
                return ATOMIC_GROUP, inner
            elif self.take('('):
                number = self.number(self.until(')'))
                yes = self.sequence(verbose)
                no = self.sequence(verbose) if self.take('|') else None
                self.take(')')
                return GROUPREF_EXISTS, (number, yes, no)
            elif self.text[self.at] in '=!<':
                direction = -1 if self.take('<') else 1
                op = ASSERT if self.take('=') else ASSERT_NOT
                self.take('!')
                inner = self.closed(verbose)
                if op is ASSERT_NOT and not inner and direction == 1:
                    return FAILURE, ()
                return op, (direction, inner)
            else:
                capture = False
                add, remove, whole = self.flags()
                if whole:
                    state.flags |= add
                    return True
                verbose = (verbose or add & SRE_FLAG_VERBOSE) and not remove & SRE_FLAG_VERBOSE
        number = state.opengroup(name) if capture else None
        inner = self.closed(verbose)
        if capture:
            state.closegroup(number, inner)
        return SUBPATTERN, (number, add, remove, inner)

    def closed(self, verbose):
        inner = self.alternatives(verbose)
        self.take(')')
        return inner

    def number(self, name):
        return int(name) if name.isdigit() else self.state.groupdict[name]

    def flags(self):
        sums = [0, 0]
        side = 0
        while True:
            letter = self.text[self.at]
            self.at += 1
            if letter in ':)':
                return *sums, letter == ')'
            if letter == '-':
                side = 1
            else:
                sums[side] |= FLAGS[letter]

    def members(self):
        found = []
        negated = self.take('^')
        first = True
        while first or self.text[self.at] != ']':
            first = False
            low = self.member()
            if self.text[self.at] == '-' and self.text[self.at + 1] != ']':
                self.at += 1
                found.append((RANGE, (low[1], self.member()[1])))
            else:
                found.append(low[1][0] if low[0] is IN else low)
        self.at += 1
        found = _unique(found)
        if len(found) == 1 and found[0][0] is LITERAL:
            return (NOT_LITERAL, found[0][1]) if negated else found[0]
        return IN, [(NEGATE, None)] + found if negated else found

    def member(self):
        this = self.text[self.at]
        self.at += 1
        if this != '\\':
            return LITERAL, ord(this)
        letter = self.text[self.at]
        known = ESCAPES.get('\\' + letter) or CATEGORIES.get('\\' + letter)
        if known:
            self.at += 1
            return known
        if letter in OCTDIGITS:
            return LITERAL, int(self.digits(3, OCTDIGITS), 8)
        self.at += 1
        return self.character(letter)

    def escape(self):
        letter = self.text[self.at]
        known = CATEGORIES.get('\\' + letter) or ESCAPES.get('\\' + letter)
        if known:
            self.at += 1
            return known
        if letter == '0':
            return LITERAL, int(self.digits(3, OCTDIGITS), 8)
        if letter in DIGITS:
            three = self.text[self.at:self.at + 3]
            if len(three) == 3 and OCTDIGITS.issuperset(three):
                self.at += 3
                return LITERAL, int(three, 8)
            return GROUPREF, int(self.digits(2, DIGITS))
        self.at += 1
        return self.character(letter)

    def character(self, letter):
        if letter in _HEX_LENGTHS and (letter == 'x' or isinstance(self.state.str, str)):
            return LITERAL, int(self.digits(_HEX_LENGTHS[letter], HEXDIGITS), 16)
        if letter == 'N' and self.take('{'):
            import unicodedata
            return LITERAL, ord(unicodedata.lookup(self.until('}')))
        return LITERAL, ord(letter)


def _unique(items):
    return list(dict.fromkeys(items))


def parse(str, flags=0, state=None):
    """What a pattern consists of; malformed ones raise PatternError."""
    try:
        re.compile(str, flags & ~GLOBAL_FLAGS)
    except PatternError as fault:
        # It is the compiler that asks for it.
        if fault.msg != 'look-behind requires fixed-width pattern':
            raise
    text = str if isinstance(str, type('')) else bytes(str).decode('latin-1')
    if state is None:
        state = State()
    state.flags = flags
    state.str = str
    result = _Reader(text, state).alternatives(bool(flags & SRE_FLAG_VERBOSE))
    if isinstance(str, type('')) and not state.flags & SRE_FLAG_ASCII:
        state.flags |= SRE_FLAG_UNICODE
    return result
