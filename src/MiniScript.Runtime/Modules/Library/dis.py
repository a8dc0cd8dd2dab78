"""The instructions of code, for reading. They are MiniScript's own: registers instead of a stack (docs/design/bytecode.md)."""

import collections
import io
import sys
import types

from _source import handlers as _handlers, instructions as _instructions

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'findlabels', 'show_code', 'get_instructions',
           'Instruction', 'Bytecode', 'Positions']

COMPILER_FLAG_NAMES = {1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS', 16: 'NESTED', 32: 'GENERATOR', 64: 'NOFREE',
                       128: 'COROUTINE', 256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR', 0x1000000: 'FUTURE_ANNOTATIONS'}

Positions = collections.namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=(None,) * 4)
_Fields = collections.namedtuple(
    'Instruction', 'opname argrepr argval offset start_offset starts_line line_number label is_jump_target positions')


class Instruction(_Fields):
    """An instruction: its name, its operands as text, what they refer to, and where it comes from."""

    __slots__ = ()

    @property
    def jump_target(self):
        """The offset of the instruction that it may jump to; None if it does not jump."""
        return self.argval if isinstance(self.argval, int) and '(to ' in self.argrepr else None

    def __str__(self):
        return _line(self, 0, False).strip()


class _Unknown:
    def __repr__(self):
        return '<unknown>'


def pretty_flags(flags):
    """Return the names of a code object's flags."""
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
    return ', '.join(names) or '0x0'


def _get_code(x):
    for name in ('__func__', '__code__', 'gi_code', 'ag_code', 'cr_code'):
        x = getattr(x, name, x)
    if isinstance(x, str):
        try:
            return compile(x.strip(), '<disassembly>', 'eval')
        except SyntaxError:
            return compile(x, '<disassembly>', 'exec')
    if isinstance(x, types.CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _target(text):
    """The instruction that a jump goes to; None for another instruction."""
    _, mark, rest = text.rpartition('(to ')
    return int(rest.rstrip(')')) if mark and rest[:1].isdigit() else None


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Yield the instructions of a function, method, source or code object."""
    code = _get_code(x)
    lines = _instructions(code)
    targets = sorted({target for target in map(_target, lines) if target is not None} | {handler[2] for handler in _handlers(code)})
    labels = {target: number for number, target in enumerate(targets, 1)}
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    last = None
    for index, (text, position) in enumerate(zip(lines, code.co_positions())):
        name, _, operands = text.partition(' ')
        target = _target(text)
        line = position[0]
        starts = line is not None and line != last
        last = line
        shown = None if line is None else line + shift
        value = 2 * target if target is not None else operands.rpartition('(')[2].rstrip(')') if operands.endswith(')') else operands or None
        yield Instruction(name, operands, value, 2 * index, 2 * index, starts, shown, labels.get(index), index in labels, Positions(*position))


def _line(instruction, width, show_offsets, label_width=0):
    fields = []
    if width:
        fields.append(f'{instruction.line_number:>{width}}' if instruction.starts_line else ' ' * width)
    if show_offsets:
        fields.append(f'{instruction.offset:>5}')
    label = f'L{instruction.label}:' if instruction.label is not None else ''
    fields.append(f'{label:>{label_width}}')
    fields.append(f'{instruction.opname:<24}')
    fields.append(instruction.argrepr)
    return ' '.join(fields).rstrip()


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the instructions of a code object."""
    _print(co, lasti, file, show_offsets, None)


def _print(code, lasti, file, show_offsets, first_line):
    instructions = list(get_instructions(code, first_line=first_line))
    width = max([3] + [len(str(instruction.line_number)) for instruction in instructions])
    label_width = max([4] + [len(f'L{instruction.label}:') for instruction in instructions if instruction.label is not None])
    by_offset = {instruction.offset: instruction.label for instruction in instructions}
    for instruction in instructions:
        if instruction.starts_line and instruction.offset > 0:
            print(file=file)
        target = instruction.jump_target
        if target is not None:
            instruction = instruction._replace(argrepr=instruction.argrepr.rpartition('(to ')[0] + f'(to L{by_offset[target]})')
        line = _line(instruction, width, show_offsets, label_width)
        if instruction.offset == lasti:
            line = line.replace(' ' + instruction.opname, ' --> ' + instruction.opname, 1)
        print(line, file=file)
    ranges = _handlers(_get_code(code))
    if ranges:
        print('ExceptionTable:', file=file)
        for start, end, target, register in ranges:
            print(f'  {2 * start} to {2 * end} -> L{by_offset[2 * target]} in r{register}', file=file)


disco = disassemble


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the instructions of a class, method, function, generator, module, source or code object; of the last traceback without one."""
    if x is None:
        distb(file=file)
        return
    for name in ('__func__', '__code__', 'gi_code', 'ag_code', 'cr_code'):
        x = getattr(x, name, x)
    if hasattr(x, '__dict__') and not isinstance(x, types.CodeType):
        kinds = (types.FunctionType, types.MethodType, types.CodeType, classmethod, staticmethod, type)
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, kinds):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(member, file=file, depth=depth, show_offsets=show_offsets)
                except TypeError as error:
                    print('Sorry:', error, file=file)
                print(file=file)
        return
    if isinstance(x, (bytes, bytearray)):
        raise TypeError('MiniScript has no code in bytes')
    code = _get_code(x)
    _print(code, -1, file, show_offsets, None)
    if depth is None or depth > 0:
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                print(file=file)
                print(f'Disassembly of {constant!r}:', file=file)
                dis(constant, file=file, depth=None if depth is None else depth - 1, show_offsets=show_offsets)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Print the code of a traceback's last frame, with a mark where it was."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
    while tb.tb_next:
        tb = tb.tb_next
    _print(tb.tb_frame.f_code, tb.tb_lasti, file, show_offsets, None)


def code_info(x):
    """Return a text about a code object."""
    code = _get_code(x)
    lines = [f'Name:              {code.co_name}', f'Filename:          {code.co_filename}', f'Argument count:    {code.co_argcount}',
             f'Positional-only arguments: {code.co_posonlyargcount}', f'Kw-only arguments: {code.co_kwonlyargcount}',
             f'Number of locals:  {code.co_nlocals}', f'Stack size:        {code.co_stacksize}', f'Flags:             {pretty_flags(code.co_flags)}']
    for title, names in (('Constants', map(repr, code.co_consts)), ('Names', code.co_names), ('Variable names', code.co_varnames),
                         ('Free variables', code.co_freevars), ('Cell variables', code.co_cellvars)):
        names = list(names)
        if names:
            lines.append(f'{title}:')
            lines.extend(f'{number:4d}: {name}' for number, name in enumerate(names))
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Print a text about a code object."""
    print(code_info(co), file=file)


def findlinestarts(code):
    """Yield offsets and lines where lines start."""
    last = False
    for start, end, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """Return the offsets that are jumped to."""
    if not isinstance(code, types.CodeType):
        raise TypeError('MiniScript has no code in bytes')
    return sorted({2 * target for target in map(_target, _instructions(code)) if target is not None})


class Bytecode:
    """The instructions of something, to be gone through or shown."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False):
        self.codeobj = _get_code(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self.show_offsets = show_offsets
        self._original_object = x

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """Make one of a traceback's last frame."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        """Return a text about the code."""
        return code_info(self.codeobj)

    def dis(self):
        """Return the listing."""
        with io.StringIO() as output:
            _print(self.codeobj, -1 if self.current_offset is None else self.current_offset, output, self.show_offsets, self.first_line)
            return output.getvalue()


def main(args=None):
    """The command line."""
    import argparse
    parser = argparse.ArgumentParser(prog='dis')
    parser.add_argument('-O', '--show-offsets', action='store_true', help='show instruction offsets')
    parser.add_argument('infile', nargs='?', default='-')
    args = parser.parse_args(args=args)
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, 'rb') as infile:
            source = infile.read()
    dis(compile(source, name, 'exec'), show_offsets=args.show_offsets)


if __name__ == '__main__':
    main()
