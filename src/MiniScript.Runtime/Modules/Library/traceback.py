"""Exceptions and stacks as text."""

import collections
import collections.abc
import itertools
import linecache
import sys
import textwrap
from _source import line as _line, position as _position, quote as _quote, suggestion as _suggestion

__all__ = [
    'extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack', 'format_tb',
    'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames', 'FrameSummary',
    'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb',
]

_CodeType = type((lambda: None).__code__)
_RECURSIVE_CUTOFF = 3
_CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'

_RESET, _MAGENTA, _BOLD_MAGENTA, _BOLD_RED = '\x1b[0m', '\x1b[35m', '\x1b[1;35m', '\x1b[1;31m'


class _Sentinel:
    def __repr__(self):
        return '<implicit>'


_sentinel = _Sentinel()


def print_list(extracted_list, file=None):
    """Print the entries of a list that extract_tb() or extract_stack() returned."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end='')


def format_list(extracted_list):
    """Return a list of texts, one for each entry."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """Return the entries of a traceback as a list of texts."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """Return the entries of a traceback as a StackSummary."""
    return StackSummary._from_places(_places_of_traceback(tb), limit=limit)


def _value_and_traceback(exc, value, tb):
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError('Both or neither of value and tb must be given')
    if value is tb is _sentinel:
        if exc is None:
            return None, None
        if isinstance(exc, BaseException):
            return exc, exc.__traceback__
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return value, tb


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True, **kwargs):
    """Print an exception and its traceback, with the exceptions that led to it."""
    value, tb = _value_and_traceback(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(
        file=file, chain=chain, colorize=kwargs.get('colorize', False))


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """Return what print_exception() prints as a list of texts."""
    value, tb = _value_and_traceback(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(
        chain=chain, colorize=kwargs.get('colorize', False)))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """Return the lines that name an exception, without a traceback."""
    if value is _sentinel:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(
        show_group=show_group, colorize=kwargs.get('colorize', False)))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return the exception that is being handled as text."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that nobody caught."""
    if not hasattr(sys, 'last_exc') and not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    if hasattr(sys, 'last_exc'):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit=limit, file=file, chain=chain)


def print_stack(f=None, limit=None, file=None):
    """Print the stack from its beginning to a frame, by default the caller's."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Return what print_stack() prints as a list of texts."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """Return the stack down to a frame, by default the caller's, as a StackSummary."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def walk_stack(f):
    """Yield frames and line numbers from a frame outwards, by default from the caller of the caller."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Yield frames and line numbers of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _places_of_traceback(tb):
    while tb is not None:
        lineno, end_lineno, colno, end_colno = _place(tb.tb_frame.f_code, tb.tb_lasti)
        if lineno != tb.tb_lineno:
            # A line that a script gave has no columns.
            lineno, end_lineno, colno, end_colno = tb.tb_lineno, None, None, None
        yield tb.tb_frame, (lineno, end_lineno, colno, end_colno)
        tb = tb.tb_next


def _place(code, lasti):
    if lasti < 0:
        return None, None, None, None
    if type(code) is _CodeType:
        return _position(code, lasti // 2)
    return next(itertools.islice(code.co_positions(), lasti // 2, None))


def clear_frames(tb):
    """Forget the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # It still runs.
            pass
        tb = tb.tb_next


class FrameSummary:
    """One entry of a stack: file, line, function, the source, and the local variables if asked for."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_lines', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None,
                 **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._lines = line
        if lookup_line:
            self.line
        self.locals = {name: _safe_string(value, 'local', repr) for name, value in locals.items()} if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def __len__(self):
        return 4

    def _source(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            self._lines = '\n'.join([linecache.getline(self.filename, number).rstrip()
                                     for number in range(self.lineno, self.end_lineno + 1)]) + '\n'
        return self._lines

    @property
    def _original_lines(self):
        return self._source()

    @property
    def _dedented_lines(self):
        lines = self._source()
        return lines and textwrap.dedent(lines)

    @property
    def line(self):
        lines = self._source()
        return None if lines is None else lines.partition('\n')[0].strip()


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one of pairs of frame and line number, as walk_stack() and walk_tb() give them."""
        places = ((frame, (lineno, None, None, None)) for frame, lineno in frame_gen)
        return klass._from_places(places, limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _from_places(klass, places, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                places = itertools.islice(places, limit)
            else:
                places = collections.deque(places, maxlen=-limit)
        result = klass()
        files = set()
        for frame, (lineno, end_lineno, colno, end_colno) in places:
            code = frame.f_code
            filename = code.co_filename
            files.add(filename)
            linecache.lazycache(filename, frame.f_globals)
            lines = None
            if filename[:1] == '<' and type(code) is _CodeType and filename not in linecache.cache and lineno is not None and _line(code, lineno):
                # A program of the command line, which is in no file.
                lines = '\n'.join([_line(code, number).rstrip() for number in range(lineno, (end_lineno or lineno) + 1)]) + '\n'
            result.append(FrameSummary(
                filename, lineno, code.co_name, lookup_line=False, line=lines, locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno))
        for filename in files:
            linecache.checkcache(filename)
        if lookup_lines:
            for frame in result:
                frame.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make one of FrameSummary objects and tuples of file, line, function and source."""
        result = StackSummary()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """Return the text of one entry; None leaves it out."""
        colorize = kwargs.get('colorize', False)
        filename = frame_summary.filename
        if filename.startswith('<stdin>-'):
            filename = '<stdin>'
        place, reset = (_MAGENTA, _RESET) if colorize else ('', '')
        row = [f'  File {place}"{filename}"{reset}, line {place}{frame_summary.lineno}{reset}, in {place}{frame_summary.name}{reset}\n']
        dedented = frame_summary._dedented_lines
        if dedented and dedented.strip():
            if frame_summary.colno is None or frame_summary.end_colno is None:
                row.append(f'    {frame_summary.line}\n')
            else:
                original = frame_summary._original_lines
                count = frame_summary.end_lineno - frame_summary.lineno + 1
                lines = '\n'.join(original.split('\n')[:max(count, 1)])
                row.append(_quote(lines, frame_summary.colno, frame_summary.end_colno, bool(colorize)))
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self, **kwargs):
        """Return the texts of the entries; long repetitions of one place are counted."""
        result = []
        last = None
        count = 0

        def finish():
            more = count - _RECURSIVE_CUTOFF
            if more > 0:
                result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')

        for frame in self:
            text = self.format_frame_summary(frame, colorize=True) if kwargs.get('colorize') else self.format_frame_summary(frame)
            if text is None:
                continue
            place = frame.filename, frame.lineno, frame.name
            if last is None or None in last or place != last:
                finish()
                last = place
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        finish()
        return result


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f'<{what} {func.__name__}() failed>'


def _format_final_exc_line(etype, value, *, insert_final_newline=True, colorize=False):
    text = _safe_string(value, 'exception')
    end = '\n' if insert_final_newline else ''
    if value is None or not text:
        return f'{_BOLD_MAGENTA}{etype}{_RESET}{end}' if colorize else f'{etype}{end}'
    if colorize:
        return f'{_BOLD_MAGENTA}{etype}{_RESET}: {_MAGENTA}{text}{_RESET}{end}'
    return f'{etype}: {text}{end}'


class _Printing:
    # Where the text of a tree of exceptions is: margins, and whether a box is to be closed.

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.depth)

    def emit(self, texts, margin_char=None):
        margin = self.indent()
        if self.depth:
            margin += (margin_char or '|') + ' '
        for text in (texts,) if isinstance(texts, str) else texts:
            yield textwrap.indent(text, margin, lambda line: True) if margin else text


class TracebackException:
    """What is shown of an exception, captured: it refers to no frame or object of it."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        first = _seen is None
        if first:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._from_places(
            _places_of_traceback(exc_traceback), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as error:
            self.__notes__ = [f'Ignored error getting __notes__: {_safe_string(error, "__notes__", repr)}']
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        else:
            self.exc_type_qualname = None
            self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            lineno = exc_value.lineno
            self.lineno = None if lineno is None else str(lineno)
            end_lineno = exc_value.end_lineno
            self.end_lineno = None if end_lineno is None else str(end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
            self._is_syntax_error = True
        elif exc_type and issubclass(exc_type, (ImportError, NameError, AttributeError)) and isinstance(exc_value, exc_type):
            if exc_value.__traceback__ is exc_traceback:
                self._str += _suggestion(exc_value)
            else:
                kept = exc_value.__traceback__
                exc_value.__traceback__ = exc_traceback
                try:
                    self._str += _suggestion(exc_value)
                finally:
                    exc_value.__traceback__ = kept
        if lookup_lines:
            for frame in self.stack:
                frame.line
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None
        if not first:
            return
        options = {
            'limit': limit, 'lookup_lines': lookup_lines, 'capture_locals': capture_locals, 'max_group_width': max_group_width,
            'max_group_depth': max_group_depth, 'save_exc_type': save_exc_type, '_seen': _seen,
        }

        def capture(error):
            made = TracebackException(type(error), error, error.__traceback__, **options)
            pending.append((made, error))
            return made

        pending = [(self, exc_value)]
        while pending:
            made, error = pending.pop()
            if error is None:
                continue
            cause = error.__cause__
            context = error.__context__
            if cause is not None and id(cause) not in _seen:
                made.__cause__ = capture(cause)
            wanted = not compact or made.__cause__ is None and not error.__suppress_context__
            if context is not None and id(context) not in _seen and wanted:
                made.__context__ = capture(context)
            if isinstance(error, BaseExceptionGroup):
                made.exceptions = [capture(inner) for inner in error.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the exception's class, with its module."""
        if not self._have_exc_type:
            return None
        module = self.exc_type_module
        if module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        if not isinstance(module, str):
            module = '<unknown>'
        return f'{module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Yield the lines that name the exception, its notes, and the exceptions of a group if asked for."""
        colorize = kwargs.get('colorize', False)
        indent = 3 * _depth * ' '
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str, colorize=colorize)
            return
        name = self.exc_type_str
        if self._is_syntax_error:
            for line in self._format_syntax_error(name, colorize=colorize):
                yield indent + line
        elif _depth > 0:
            lines = _format_final_exc_line(name, self._str, insert_final_newline=False, colorize=colorize).split('\n')
            for line in lines:
                yield f'{indent}{line}\n'
        else:
            yield _format_final_exc_line(name, self._str, colorize=colorize)
        notes = self.__notes__
        if isinstance(notes, collections.abc.Sequence) and not isinstance(notes, (str, bytes)):
            for note in notes:
                for line in _safe_string(note, 'note').split('\n'):
                    yield f'{indent}{line}\n'
        elif notes is not None:
            yield f'{indent}{_safe_string(notes, "__notes__", repr)}\n'
        if self.exceptions and show_group:
            for inner in self.exceptions:
                yield from inner.format_exception_only(show_group=show_group, _depth=_depth + 1, colorize=colorize)

    def _format_syntax_error(self, stype, **kwargs):
        colorize = kwargs.get('colorize', False)
        place, strong, mark, reset = (_MAGENTA, _BOLD_MAGENTA, _BOLD_RED, _RESET) if colorize else ('', '', '', '')
        suffix = ''
        if self.lineno is not None:
            yield f'  File {place}"{self.filename or "<string>"}"{reset}, line {place}{self.lineno}{reset}\n'
        elif self.filename is not None:
            suffix = f' ({self.filename})'
        text = self.text
        if isinstance(text, str):
            # The line is shown without its indentation; columns count from 1, and 0 and less are unknown.
            whole = text.rstrip('\n')
            shown = whole.lstrip(' \n\f')
            skipped = len(whole) - len(shown)
            if self.offset is None:
                yield f'    {shown}\n'
            else:
                offset = self.offset
                if self.lineno == self.end_lineno:
                    end = self.end_offset if self.end_offset not in (None, 0) else offset
                else:
                    end = len(whole) + 1
                if text and offset > len(text):
                    offset = len(whole) + 1
                if text and end > len(text):
                    end = len(whole) + 1
                if offset >= end or end < 0:
                    end = offset + 1
                first = offset - 1 - skipped
                last = end - 1 - skipped
                if first < 0:
                    yield f'    {shown}\n'
                else:
                    yield f'    {shown[:first]}{mark}{shown[first:last]}{reset}{shown[last:]}\n'
                    before = ''.join([c if c.isspace() else ' ' for c in shown[:first]])
                    yield f'    {before}{mark}{"^" * (last - first)}{reset}\n'
        yield f'{strong}{stype}{reset}: {place}{self.msg or "<no detail available>"}{reset}{suffix}\n'

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Yield the text of the exception, with those that led to it: each ends in a line end."""
        colorize = kwargs.get('colorize', False)
        options = {'colorize': True} if colorize else {}
        if _ctx is None:
            _ctx = _Printing()
        # From the last exception back to the first.
        parts = []
        exc = self
        while exc is not None:
            cause = exc.__cause__ if chain else None
            context = exc.__context__ if chain and cause is None and not exc.__suppress_context__ else None
            parts.append((_CAUSE if cause is not None else _CONTEXT if context is not None else None, exc))
            exc = cause if cause is not None else context
        for message, exc in reversed(parts):
            if message is not None:
                yield from _ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from _ctx.emit('Traceback (most recent call last):\n')
                    yield from _ctx.emit(exc.stack.format(**options))
                yield from _ctx.emit(exc.format_exception_only(**options))
            elif _ctx.depth > self.max_group_depth:
                yield from _ctx.emit(f'... (max_group_depth is {self.max_group_depth})\n')
            else:
                yield from exc._format_group(_ctx, self.max_group_width, chain, options)

    def _format_group(self, ctx, width, chain, options):
        outermost = ctx.depth == 0
        if outermost:
            ctx.depth += 1
        if self.stack:
            yield from ctx.emit('Exception Group Traceback (most recent call last):\n', '+' if outermost else None)
            yield from ctx.emit(self.stack.format(**options))
        yield from ctx.emit(self.format_exception_only(**options))
        count = len(self.exceptions)
        shown = count if width is None or count <= width else width + 1
        ctx.need_close = False
        for index in range(shown):
            if index == shown - 1:
                ctx.need_close = True
            is_cut = width is not None and index >= width
            title = '...' if is_cut else index + 1
            yield f'{ctx.indent()}{"+-" if index == 0 else "  "}+---------------- {title} ----------------\n'
            ctx.depth += 1
            if is_cut:
                more = count - width
                yield from ctx.emit(f'and {more} more exception{"s" if more > 1 else ""}\n')
            else:
                yield from self.exceptions[index].format(chain=chain, _ctx=ctx)
            if index == shown - 1 and ctx.need_close:
                yield f'{ctx.indent()}+------------------------------------\n'
                ctx.need_close = False
            ctx.depth -= 1
        if outermost:
            ctx.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the text of the exception, by default on standard error."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain, colorize=kwargs.get('colorize', False)):
            print(line, file=file, end='')
