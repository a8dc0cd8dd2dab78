"""Comparison of sequences: what two have in common, and what has to change to make one into the other."""

from collections import deque, namedtuple
from heapq import nlargest
from types import GenericAlias

__all__ = [
    'get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK', 'IS_LINE_JUNK', 'context_diff',
    'unified_diff', 'diff_bytes', 'HtmlDiff', 'Match',
]

Match = namedtuple('Match', 'a b size')


def _share(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Finds the longest matching blocks of two sequences of hashable elements."""

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set both sequences."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence; the second one stays, with what is known of it."""
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence, which is indexed: compare many first ones with one second one."""
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = None
            self.fullbcount = None
            self._index()

    def _index(self):
        # Where each element of b is; junk and elements that are too frequent are left out, as no match starts at them.
        self.b2j = places = {}
        for at, element in enumerate(self.b):
            known = places.get(element)
            if known is None:
                places[element] = [at]
            else:
                known.append(at)
        self.bjunk = set()
        if self.isjunk:
            self.bjunk = {element for element in places if self.isjunk(element)}
            for element in self.bjunk:
                del places[element]
        self.bpopular = set()
        length = len(self.b)
        if self.autojunk and length >= 200:
            limit = length // 100 + 1
            self.bpopular = {element for element, found in places.items() if len(found) > limit}
            for element in self.bpopular:
                del places[element]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block that a[alo:ahi] and b[blo:bhi] share: of several the one that starts first in a, then in b."""
        a, b, junk, places = self.a, self.b, self.bjunk, self.b2j
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        start_a, start_b, size = alo, blo, 0
        lengths = {}    # of the matches that end at the previous element of a, by their end in b
        for i in range(alo, ahi):
            found = places.get(a[i])
            if found is None:
                lengths = {}
                continue
            longer = {}
            for j in found:
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = longer[j] = lengths.get(j - 1, 0) + 1
                if length > size:
                    start_a, start_b, size = i - length + 1, j - length + 1, length
            lengths = longer

        # Frequent elements beside the block belong to it first, then junk.
        for with_junk in (False, True):
            while start_a > alo and start_b > blo and a[start_a - 1] == b[start_b - 1] and (b[start_b - 1] in junk) is with_junk:
                start_a -= 1
                start_b -= 1
                size += 1
            end_a, end_b = start_a + size, start_b + size
            while end_a < ahi and end_b < bhi and a[end_a] == b[end_b] and (b[end_b] in junk) is with_junk:
                end_a += 1
                end_b += 1
                size += 1
        return Match(start_a, start_b, size)

    def get_matching_blocks(self):
        """All matching blocks in order, with an empty one at the end."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        end_a, end_b = len(self.a), len(self.b)
        found = []
        open_parts = [(0, end_a, 0, end_b)]
        while open_parts:
            alo, ahi, blo, bhi = open_parts.pop()
            i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    open_parts.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    open_parts.append((i + size, ahi, j + size, bhi))
        found.sort()

        blocks = []
        i = j = size = 0
        for next_i, next_j, next_size in found:
            if i + size == next_i and j + size == next_j:
                size += next_size
                continue
            if size:
                blocks.append(Match(i, j, size))
            i, j, size = next_i, next_j, next_size
        if size:
            blocks.append(Match(i, j, size))
        blocks.append(Match(end_a, end_b, 0))
        self.matching_blocks = blocks
        return blocks

    def get_opcodes(self):
        """The steps (tag, a start, a end, b start, b end) that make a into b; tags are replace, delete, insert and equal."""
        if self.opcodes is None:
            self.opcodes = steps = []
            i = j = 0
            for next_i, next_j, size in self.get_matching_blocks():
                if i < next_i:
                    steps.append(('replace' if j < next_j else 'delete', i, next_i, j, next_j))
                elif j < next_j:
                    steps.append(('insert', i, next_i, j, next_j))
                i, j = next_i + size, next_j + size
                if size:
                    steps.append(('equal', next_i, i, next_j, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        """Yield the steps in groups, each with up to n unchanged elements before and after."""
        steps = list(self.get_opcodes()) or [('equal', 0, 1, 0, 1)]
        tag, alo, ahi, blo, bhi = steps[0]
        if tag == 'equal':
            steps[0] = tag, max(alo, ahi - n), ahi, max(blo, bhi - n), bhi
        tag, alo, ahi, blo, bhi = steps[-1]
        if tag == 'equal':
            steps[-1] = tag, alo, min(ahi, alo + n), blo, min(bhi, blo + n)

        group = []
        for tag, alo, ahi, blo, bhi in steps:
            if tag == 'equal' and ahi - alo > 2 * n:
                group.append((tag, alo, min(ahi, alo + n), blo, min(bhi, blo + n)))
                yield group
                group = []
                alo, blo = max(alo, ahi - n), max(blo, bhi - n)
            group.append((tag, alo, ahi, blo, bhi))
        if group and (len(group) > 1 or group[0][0] != 'equal'):
            yield group

    def ratio(self):
        """How similar the sequences are, from 0 to 1."""
        return _share(sum(block.size for block in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound of ratio(): what they share if order did not matter."""
        if self.fullbcount is None:
            counts = {}
            for element in self.b:
                counts[element] = counts.get(element, 0) + 1
            self.fullbcount = counts
        counts = self.fullbcount
        left = {}
        matches = 0
        for element in self.a:
            number = left.get(element)
            if number is None:
                number = counts.get(element, 0)
            left[element] = number - 1
            if number > 0:
                matches += 1
        return _share(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """An upper bound of ratio() from the lengths alone."""
        length_a, length_b = len(self.a), len(self.b)
        return _share(min(length_a, length_b), length_a + length_b)

    __class_getitem__ = classmethod(GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The up to n possibilities that are most similar to word, the best first, none below the cutoff."""
    if not n > 0:
        raise ValueError(f'n must be > 0: {n!r}')
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f'cutoff must be in [0.0, 1.0]: {cutoff!r}')
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    scored = []
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            scored.append((matcher.ratio(), candidate))
    return [candidate for _, candidate in nlargest(n, scored)]


def _guide(line, marks):
    # The marks under the line they belong to: white space stays as it is, so that tabs line up.
    kept = ''.join(c if mark == ' ' and c.isspace() else mark for c, mark in zip(line, marks))
    return kept.rstrip()


class Differ:
    """Compares texts by lines, and similar lines by their characters."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        """Yield the lines of both texts, each after two characters: '- ' only in a, '+ ' only in b, '  ' in both, '? ' a guide."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'delete':
                yield from self._dump('-', a, alo, ahi)
            elif tag == 'insert':
                yield from self._dump('+', b, blo, bhi)
            elif tag == 'equal':
                yield from self._dump(' ', a, alo, ahi)
            else:
                raise ValueError(f'unknown tag {tag!r}')

    def _dump(self, tag, lines, lo, hi):
        for at in range(lo, hi):
            yield f'{tag} {lines[at]}'

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        # The shorter block comes first.
        if bhi - blo < ahi - alo:
            yield from self._dump('+', b, blo, bhi)
            yield from self._dump('-', a, alo, ahi)
        else:
            yield from self._dump('-', a, alo, ahi)
            yield from self._dump('+', b, blo, bhi)

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            if blo < bhi:
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from self._dump('-', a, alo, ahi)
        elif blo < bhi:
            yield from self._dump('+', b, blo, bhi)

    def _similar_pairs(self, a, alo, ahi, b, blo, bhi):
        # The most similar pairs of lines, ascending in both texts. Equal lines are junk here and count only if nothing is similar.
        best, pairs = 0.74, []
        equal = None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            line = b[j]
            matcher.set_seq2(line)
            is_free = True
            for i in range(alo, ahi):
                if a[i] == line:
                    equal = equal or (i, j)
                    continue
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
                    continue
                ratio = matcher.ratio()
                if ratio > best:
                    best, pairs = ratio, [(i, j)]
                    is_free = False
                elif ratio == best and is_free and (not pairs or i > pairs[-1][0]):
                    pairs.append((i, j))
                    is_free = False
        if best >= 0.75:
            return pairs
        return [equal] if equal else []

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        pairs = self._similar_pairs(a, alo, ahi, b, blo, bhi)
        if not pairs:
            yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            return
        for i, j in pairs:
            yield from self._fancy_helper(a, alo, i, b, blo, j)
            if a[i] == b[j]:
                yield '  ' + a[i]
            else:
                yield from self._marked(a[i], b[j])
            alo, blo = i + 1, j + 1
        yield from self._fancy_helper(a, alo, ahi, b, blo, bhi)

    def _marked(self, aline, bline):
        marks_a = marks_b = ''
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.charjunk, aline, bline).get_opcodes():
            mark_a, mark_b = {'replace': '^^', 'delete': '- ', 'insert': ' +', 'equal': '  '}[tag]
            marks_a += mark_a * (ahi - alo)
            marks_b += mark_b * (bhi - blo)
        return self._qformat(aline, bline, marks_a, marks_b)

    def _qformat(self, aline, bline, atags, btags):
        for sign, line, marks in (('-', aline, atags), ('+', bline, btags)):
            yield f'{sign} {line}'
            guide = _guide(line, marks)
            if guide:
                yield f'? {guide}\n'


def IS_LINE_JUNK(line, pat=None):
    """Whether a line is blank or holds a single '#'; pat, a function of the line, is asked instead."""
    if pat is not None:
        return pat(line) is not None
    return line.strip() in ('', '#')


def IS_CHARACTER_JUNK(ch, ws=' \t'):
    """Whether a character is a blank or a tab."""
    return ch in ws


def _check_types(a, b, *texts):
    if a and not isinstance(a[0], str):
        raise TypeError('lines to compare must be str, not %s (%r)' % (type(a[0]).__name__, a[0]))
    if b and not isinstance(b[0], str):
        raise TypeError('lines to compare must be str, not %s (%r)' % (type(b[0]).__name__, b[0]))
    for text in texts:
        if not isinstance(text, str):
            raise TypeError('all arguments must be str, not: %r' % (text,))


def _format_range_unified(start, stop):
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f'{start + 1 if length else start},{length}'


def _format_range_context(start, stop):
    length = stop - start
    if length <= 1:
        return str(start + length)
    return f'{start + 1},{start + length}'


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Yield the lines of a unified diff of two lists of lines, with n lines of context."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            for sign, name, date in (('---', fromfile, fromfiledate), ('+++', tofile, tofiledate)):
                yield f'{sign} {name}' + (f'\t{date}' if date else '') + lineterm
        first, last = group[0], group[-1]
        yield f'@@ -{_format_range_unified(first[1], last[2])} +{_format_range_unified(first[3], last[4])} @@{lineterm}'
        for tag, alo, ahi, blo, bhi in group:
            if tag == 'equal':
                for line in a[alo:ahi]:
                    yield ' ' + line
                continue
            if tag != 'insert':
                for line in a[alo:ahi]:
                    yield '-' + line
            if tag != 'delete':
                for line in b[blo:bhi]:
                    yield '+' + line


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Yield the lines of a context diff of two lists of lines, with n lines of context."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    signs = {'insert': '+ ', 'delete': '- ', 'replace': '! ', 'equal': '  '}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            for sign, name, date in (('***', fromfile, fromfiledate), ('---', tofile, tofiledate)):
                yield f'{sign} {name}' + (f'\t{date}' if date else '') + lineterm
        first, last = group[0], group[-1]
        yield '***************' + lineterm
        yield f'*** {_format_range_context(first[1], last[2])} ****{lineterm}'
        if any(step[0] in ('replace', 'delete') for step in group):
            for tag, alo, ahi, _, _ in group:
                if tag != 'insert':
                    for line in a[alo:ahi]:
                        yield signs[tag] + line
        yield f'--- {_format_range_context(first[3], last[4])} ----{lineterm}'
        if any(step[0] in ('replace', 'insert') for step in group):
            for tag, _, _, blo, bhi in group:
                if tag != 'delete':
                    for line in b[blo:bhi]:
                        yield signs[tag] + line


def diff_bytes(dfunc, a, b, fromfile=b'', tofile=b'', fromfiledate=b'', tofiledate=b'', n=3, lineterm=b'\n'):
    """Compare lines of bytes by a function for lines of text, and yield bytes."""
    def decode(data):
        try:
            return data.decode('ascii', 'surrogateescape')
        except AttributeError as error:
            raise TypeError('all arguments must be bytes, not %s (%r)' % (type(data).__name__, data)) from error

    a = [decode(line) for line in a]
    b = [decode(line) for line in b]
    texts = [decode(text) for text in (fromfile, tofile, fromfiledate, tofiledate)]
    for line in dfunc(a, b, *texts, n, decode(lineterm)):
        yield line.encode('ascii', 'surrogateescape')


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Compare two lists of lines as Differ does."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """Yield the lines of the first (1) or second (2) text of which delta is the comparison."""
    try:
        sign = {1: '- ', 2: '+ '}[int(which)]
    except KeyError:
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which) from None
    for line in delta:
        if line[:2] in ('  ', sign):
            yield line[2:]


class _Sides:
    """Reads what Differ wrote as pairs of lines side by side; a changed part of a line lies between \\0 and its sign, and \\1."""

    def __init__(self, lines):
        self.source = iter(lines)
        self.ahead = deque()
        self.numbers = [0, 0]
        self.pending = 0        # lines that one side has more than the other in the block being read; negative: the left one
        self.queues = (deque(), deque())

    def _take(self):
        return self.ahead.popleft()

    def _line(self, side, mark):
        # The next line: its number and text, marked as a whole (a sign), by the guide that follows ('?'), or not (None).
        self.numbers[side] += 1
        text = self._take()
        if mark == '?':
            guide = self._take()
            parts = []
            at = 2
            while at < len(guide):
                sign = guide[at]
                end = at + 1
                if sign in '+-^':
                    while end < len(guide) and guide[end] == sign:
                        end += 1
                    parts.append(f'\0{sign}{text[at:end]}\1')
                else:
                    parts.append(text[at:end])
                at = end
            text = ''.join(parts) + text[at:]
        else:
            text = text[2:]
            if mark:
                text = f'\0{mark}{text or " "}\1'
        return self.numbers[side], text

    def _put(self, left, right, changed):
        if left is not None:
            self.queues[0].append((left, changed))
        if right is not None:
            self.queues[1].append((right, changed))

    def _fill(self, number):
        # Blank lines beside a block that the other side has not.
        for _ in range(-number):
            self._put(None, ('', '\n'), True)
        for _ in range(number):
            self._put(('', '\n'), None, True)

    def _read(self):
        # Reads one step into the queues; false at the end.
        ahead = self.ahead
        while len(ahead) < 4:
            ahead.append(next(self.source, 'X'))
        signs = ''.join(line[0] for line in ahead)
        if signs[0] == 'X':
            self._fill(self.pending)
            self.pending = 0
            return False
        if signs.startswith('-?+?'):
            left = self._line(0, '?')
            self._put(left, self._line(1, '?'), True)
        elif signs.startswith('--++'):
            self.pending -= 1
            self._put(self._line(0, '-'), None, True)
        elif signs.startswith(('--?+', '--+', '- ')):
            left = self._line(0, '-')
            blanks, self.pending = self.pending - 1, 0
            self._fill(blanks)
            self._put(left, None, True)
        elif signs.startswith('-+?'):
            left = self._line(0, None)
            self._put(left, self._line(1, '?'), True)
        elif signs.startswith('-?+'):
            left = self._line(0, '?')
            self._put(left, self._line(1, None), True)
        elif signs[0] == '-':
            self.pending -= 1
            self._put(self._line(0, '-'), None, True)
        elif signs.startswith('+--'):
            self.pending += 1
            self._put(None, self._line(1, '+'), True)
        elif signs.startswith(('+ ', '+-')):
            right = self._line(1, '+')
            blanks, self.pending = self.pending + 1, 0
            self._fill(blanks)
            self._put(None, right, True)
        elif signs[0] == '+':
            self.pending += 1
            self._put(None, self._line(1, '+'), True)
        else:
            ahead.appendleft(ahead[0])
            left = self._line(0, None)
            self._put(left, self._line(1, None), False)
        return True

    def __iter__(self):
        lefts, rights = self.queues
        more = True
        while True:
            while more and not (lefts and rights):
                more = self._read()
            if not (lefts and rights):
                return
            left, left_changed = lefts.popleft()
            right, right_changed = rights.popleft()
            yield left, right, left_changed or right_changed


def _mdiff(fromlines, tolines, context=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Yield (line, line, whether changed) of two texts; with context only so many lines about changes, (None, None, None) between."""
    pairs = iter(_Sides(ndiff(fromlines, tolines, linejunk, charjunk)))
    if context is None:
        yield from pairs
        return
    while True:
        before = deque(maxlen=context + 1)
        count = 0
        for pair in pairs:
            before.append(pair)
            count += 1
            if pair[2]:
                break
        else:
            return
        if count > context + 1:
            yield None, None, None
        yield from before
        left = context
        while left:
            pair = next(pairs, None)
            if pair is None:
                return
            left = context if pair[2] else left - 1
            yield pair


_STYLES = """
        table.diff {font-family:Courier; border:medium;}
        .diff_header {background-color:#e0e0e0}
        td.diff_header {text-align:right}
        .diff_next {background-color:#c0c0c0}
        .diff_add {background-color:#aaffaa}
        .diff_chg {background-color:#ffff77}
        .diff_sub {background-color:#ffaaaa}"""

_LEGEND = """
    <table class="diff" summary="Legends">
        <tr> <th colspan="2"> Legends </th> </tr>
        <tr> <td> <table border="" summary="Colors">
                      <tr><th> Colors </th> </tr>
                      <tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>
                      <tr><td class="diff_chg">Changed</td> </tr>
                      <tr><td class="diff_sub">Deleted</td> </tr>
                  </table></td>
             <td> <table border="" summary="Links">
                      <tr><th colspan="2"> Links </th> </tr>
                      <tr><td>(f)irst change</td> </tr>
                      <tr><td>(n)ext change</td> </tr>
                      <tr><td>(t)op</td> </tr>
                  </table></td> </tr>
    </table>"""

_PAGE = """
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
          "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">

<html>

<head>
    <meta http-equiv="Content-Type"
          content="text/html; charset=%(charset)s" />
    <title></title>
    <style type="text/css">%(styles)s
    </style>
</head>

<body>
    %(table)s%(legend)s
</body>

</html>"""

_TABLE = """
    <table class="diff" id="difflib_chg_%(prefix)s_top"
           cellspacing="0" cellpadding="0" rules="groups" >
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        %(header_row)s
        <tbody>
%(data_rows)s        </tbody>
    </table>"""


class HtmlDiff:
    """Writes the comparison of two texts side by side as an HTML table or page."""

    _file_template = _PAGE
    _styles = _STYLES
    _table_template = _TABLE
    _legend = _LEGEND
    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

    def make_file(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5, *, charset='utf-8'):
        """The comparison as a page."""
        page = self._file_template % {
            'styles': self._styles, 'legend': self._legend, 'charset': charset,
            'table': self.make_table(fromlines, tolines, fromdesc, todesc, context=context, numlines=numlines),
        }
        return page.encode(charset, 'xmlcharrefreplace').decode(charset)

    def make_table(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5):
        """The comparison as a table; with context only changes and numlines lines about each."""
        number = HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        prefixes = f'from{number}_', f'to{number}_'
        rows = _mdiff(
            [self._expand(line) for line in fromlines], [self._expand(line) for line in tolines],
            numlines if context else None, self._linejunk, self._charjunk)
        if self._wrapcolumn:
            rows = self._wrap(rows)

        lefts, rights, changes = [], [], []
        for left, right, changed in rows:
            changes.append(changed)
            lefts.append(None if changed is None else self._cell(prefixes[0], *left))
            rights.append(None if changed is None else self._cell(prefixes[1], *right))
        if not changes:
            changes = [False]
            lefts = rights = [f'<td></td><td>&nbsp;{"No Differences Found" if context else "Empty File"}&nbsp;</td>']
        ids, links = self._links(changes, prefixes[1], numlines)

        parts = []
        for at, changed in enumerate(changes):
            if changed is not None:
                parts.append(
                    f'            <tr><td class="diff_next"{ids[at]}>{links[at]}</td>{lefts[at]}'
                    f'<td class="diff_next">{links[at]}</td>{rights[at]}</tr>\n')
            elif at > 0:
                parts.append('        </tbody>        \n        <tbody>\n')
        header = ''
        if fromdesc or todesc:
            cells = [
                f'<th class="diff_next"><br /></th><th colspan="2" class="diff_header">{text}</th>' for text in (fromdesc, todesc)]
            header = f'<thead><tr>{"".join(cells)}</tr></thead>'
        table = self._table_template % {'data_rows': ''.join(parts), 'header_row': header, 'prefix': prefixes[1]}
        for mark, name in (('\0+', 'add'), ('\0-', 'sub'), ('\0^', 'chg')):
            table = table.replace(mark, f'<span class="diff_{name}">')
        return table.replace('\1', '</span>').replace('\t', '&nbsp;')

    def _expand(self, line):
        # Blanks that come of tabs are tabs from here on: unlike others they are written even at a line's end.
        line = line.replace(' ', '\0').expandtabs(self._tabsize)
        return line.replace(' ', '\t').replace('\0', ' ').rstrip('\n')

    def _pieces(self, number, text):
        # A line in pieces of at most so many characters, the marks about changes not counted.
        limit = self._wrapcolumn
        pieces = []
        if not number:
            return [(number, text)]
        while len(text) > limit and len(text) - 3 * text.count('\0') > limit:
            at = shown = 0
            mark = ''
            while shown < limit and at < len(text):
                if text[at] == '\0':
                    mark = text[at + 1]
                    at += 2
                elif text[at] == '\1':
                    mark = ''
                    at += 1
                else:
                    at += 1
                    shown += 1
            piece, text = text[:at], text[at:]
            if mark:
                piece += '\1'
                text = f'\0{mark}{text}'
            pieces.append((number, piece))
            number = '>'
        pieces.append((number, text))
        return pieces

    def _wrap(self, rows):
        for left, right, changed in rows:
            if changed is None:
                yield left, right, changed
                continue
            lefts, rights = self._pieces(*left), self._pieces(*right)
            for at in range(max(len(lefts), len(rights))):
                yield (
                    lefts[at] if at < len(lefts) else ('', ' '), rights[at] if at < len(rights) else ('', ' '), changed)

    def _cell(self, prefix, number, text):
        anchor = f' id="{prefix}{number}"' if isinstance(number, int) else ''
        text = text.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;').replace(' ', '&nbsp;').rstrip()
        return f'<td class="diff_header"{anchor}>{number}</td><td nowrap="nowrap">{text}</td>'

    def _links(self, changes, prefix, numlines):
        # The anchors of rows, and what leads from each change to the next.
        ids, links = [''] * len(changes), [''] * len(changes)
        count = last = 0
        inside = False
        for at, changed in enumerate(changes):
            if changed and not inside:
                last = at
                ids[max(0, at - numlines)] = f' id="difflib_chg_{prefix}_{count}"'
                count += 1
                links[at] = f'<a href="#difflib_chg_{prefix}_{count}">n</a>'
            inside = bool(changed)
        if not changes[0]:
            links[0] = f'<a href="#difflib_chg_{prefix}_0">f</a>'
        links[last] = f'<a href="#difflib_chg_{prefix}_top">t</a>'
        return ids, links
