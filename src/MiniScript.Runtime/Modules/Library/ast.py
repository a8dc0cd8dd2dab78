"""Syntax trees: sources as nodes, help for working on them, and their text."""

import re
import sys

from _ast import *
from _ast import _singletons

_DEPRECATED = ('Num', 'Str', 'Bytes', 'NameConstant', 'Ellipsis')


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1):
    """Parse the source into a tree of nodes."""
    flags = PyCF_ONLY_AST
    if optimize > 0:
        flags |= PyCF_OPTIMIZED_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    if isinstance(feature_version, tuple):
        major, minor = feature_version
        if major != 3:
            raise ValueError(f'Unsupported major version: {major}')
    if mode == 'func_type':
        return _parse_func_type(source, filename, flags)
    return compile(source, filename, mode, flags, optimize=optimize)


def _parse_func_type(source, filename, flags):
    head, arrow, result = source.rpartition('->')
    head = head.strip()
    if not arrow or not (head.startswith('(') and head.endswith(')')):
        raise SyntaxError('invalid syntax', (filename, 1, 1, source, 1, len(source) + 1))
    call = compile('_' + head, filename, 'eval', flags).body
    types = [arg.value if isinstance(arg, Starred) else arg for arg in call.args] + [keyword.value for keyword in call.keywords]
    return FunctionType(types, compile(result.strip(), filename, 'eval', flags).body)


def literal_eval(node_or_string):
    """Evaluate an expression of literals: strings, bytes, numbers, tuples, lists, dicts, sets, booleans, None and Ellipsis."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    message = 'malformed node or string'
    if line := getattr(node, 'lineno', None):
        message += f' on line {line}'
    raise ValueError(message + f': {node!r}')


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and node.args == node.keywords == []:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left = _signed_number(node.left)
        right = _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed_number(node)


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """Return a text of the tree, for looking at."""
    def show(node, level=0):
        if indent is not None:
            level += 1
            prefix = '\n' + indent * level
            separator = ',\n' + indent * level
        else:
            prefix = ''
            separator = ', '
        if isinstance(node, AST):
            cls = type(node)
            args = []
            postponed = []
            all_simple = True
            keywords = annotate_fields
            for name in node._fields:
                try:
                    value = getattr(node, name)
                except AttributeError:
                    keywords = True
                    continue
                if value is None and getattr(cls, name, ...) is None:
                    keywords = True
                    continue
                if not show_empty:
                    if value == []:
                        kind = cls._field_types.get(name, object)
                        if getattr(kind, '__origin__', ...) is list:
                            if not keywords:
                                postponed.append(repr(value))
                            continue
                    if not keywords:
                        args.extend(postponed)
                        postponed = []
                text, simple = show(value, level)
                all_simple = all_simple and simple
                args.append(f'{name}={text}' if keywords else text)
            if include_attributes and node._attributes:
                for name in node._attributes:
                    try:
                        value = getattr(node, name)
                    except AttributeError:
                        continue
                    if value is None and getattr(cls, name, ...) is None:
                        continue
                    text, simple = show(value, level)
                    all_simple = all_simple and simple
                    args.append(f'{name}={text}')
            if all_simple and len(args) <= 3:
                return f'{cls.__name__}({", ".join(args)})', not args
            return f'{cls.__name__}({prefix}{separator.join(args)})', False
        if isinstance(node, list):
            if not node:
                return '[]', True
            return f'[{prefix}{separator.join(show(item, level)[0] for item in node)}]', False
        return repr(node), True

    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {type(node).__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return show(node)[0]


def copy_location(new_node, old_node):
    """Copy the place in the source from one node to another, and return that."""
    for name in 'lineno', 'col_offset', 'end_lineno', 'end_col_offset':
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give nodes without a place that of the node around them."""
    def fix(node, lineno, col_offset, end_lineno, end_col_offset):
        attributes = node._attributes
        if 'lineno' in attributes:
            if not hasattr(node, 'lineno'):
                node.lineno = lineno
            else:
                lineno = node.lineno
        if 'end_lineno' in attributes:
            if getattr(node, 'end_lineno', None) is None:
                node.end_lineno = end_lineno
            else:
                end_lineno = node.end_lineno
        if 'col_offset' in attributes:
            if not hasattr(node, 'col_offset'):
                node.col_offset = col_offset
            else:
                col_offset = node.col_offset
        if 'end_col_offset' in attributes:
            if getattr(node, 'end_col_offset', None) is None:
                node.end_col_offset = end_col_offset
            else:
                end_col_offset = node.end_col_offset
        for child in iter_child_nodes(node):
            fix(child, lineno, col_offset, end_lineno, end_col_offset)
    fix(node, 1, 0, 1, 0)
    return node


def increment_lineno(node, n=1):
    """Move a tree down by some lines."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and (end := getattr(child, 'end_lineno', 0)) is not None:
            child.end_lineno = end + n
    return node


def iter_fields(node):
    """Yield names and values of the fields that a node has."""
    for field in node._fields:
        try:
            yield field, getattr(node, field)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """Yield the nodes that are fields of a node, or items of them."""
    for name, field in iter_fields(node):
        if isinstance(field, AST):
            yield field
        elif isinstance(field, list):
            for item in field:
                if isinstance(item, AST):
                    yield item


def get_docstring(node, clean=True):
    """Return the docstring of a function, class or module; None if it has none."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    return _cleandoc(value.value) if clean else value.value


def _cleandoc(doc):
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.lstrip(' ')), default=sys.maxsize)
    lines = [lines[0].lstrip(' ')] + [line[margin:] if margin < sys.maxsize else line for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


_line_pattern = re.compile(r'(.*?(?:\r\n|\n|\r|$))', re.DOTALL)


def _splitlines_no_ff(source, maxlines=None):
    """The lines of a source; a form feed ends none."""
    lines = []
    for number, match in enumerate(_line_pattern.finditer(source), 1):
        if maxlines is not None and number > maxlines:
            break
        lines.append(match[0])
    return lines


def get_source_segment(source, node, *, padded=False):
    """Return the text of a node within its source; None if its place is not known."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first = node.lineno - 1
        last = node.end_lineno - 1
        start = node.col_offset
        end = node.end_col_offset
    except AttributeError:
        return None
    lines = _splitlines_no_ff(source, maxlines=last + 1)
    if first == last:
        return lines[first].encode()[start:end].decode()
    padding = ''
    if padded:
        padding = ''.join(c if c in '\f\t' else ' ' for c in lines[first].encode()[:start].decode())
    head = padding + lines[first].encode()[start:].decode()
    tail = lines[last].encode()[:end].decode()
    return ''.join([head, *lines[first + 1:last], tail])


def walk(node):
    """Yield a node and all nodes below it, in no order to rely on."""
    todo = [node]
    position = 0
    while position < len(todo):
        node = todo[position]
        position += 1
        todo.extend(iter_child_nodes(node))
        yield node


_const_node_type_names = {bool: 'NameConstant', type(None): 'NameConstant', int: 'Num', float: 'Num', complex: 'Num', str: 'Str', bytes: 'Bytes',
                          type(...): 'Ellipsis'}


class NodeVisitor:
    """Goes through a tree, calling the method visit_NAME for nodes of the class NAME."""

    def visit(self, node):
        """Visit a node."""
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visit the nodes in a node."""
        for field, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)

    def visit_Constant(self, node):
        """Visit a literal, by the method for its older class if there is one."""
        value = node.value
        name = _const_node_type_names.get(type(value))
        if name is None:
            for cls, candidate in _const_node_type_names.items():
                if isinstance(value, cls):
                    name = candidate
                    break
        if name is not None:
            try:
                visitor = getattr(self, 'visit_' + name)
            except AttributeError:
                pass
            else:
                import warnings
                warnings.warn(f'visit_{name} is deprecated; add visit_Constant', DeprecationWarning, 2)
                return visitor(node)
        return self.generic_visit(node)


class NodeTransformer(NodeVisitor):
    """Goes through a tree and puts what the methods return in the nodes' places: None removes one."""

    def generic_visit(self, node):
        """Visit the nodes in a node and replace them."""
        for field, old in iter_fields(node):
            if isinstance(old, list):
                values = []
                for value in old:
                    if isinstance(value, AST):
                        value = self.visit(value)
                        if value is None:
                            continue
                        if not isinstance(value, AST):
                            values.extend(value)
                            continue
                    values.append(value)
                old[:] = values
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, field)
                else:
                    setattr(node, field, new)
        return node


def unparse(ast_obj):
    """Return a source that parses to the tree."""
    from _ast_unparse import Unparser
    return Unparser().visit(ast_obj)


class slice(AST):
    """Deprecated AST node class."""


class Index(slice):
    """Deprecated AST node class. Use the index value directly instead."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Deprecated AST node class. Use ast.Tuple instead."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """Deprecated AST node class.  Unused in Python 3."""


class AugLoad(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class AugStore(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class Param(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


def _older_classes():
    """The classes of literals before there was Constant."""
    kinds = {'Num': (int, float, complex), 'Str': (str,), 'Bytes': (bytes,), 'NameConstant': (type(None), bool), 'Ellipsis': (type(...),)}

    class _Meta(type):
        def __instancecheck__(cls, instance):
            _warn_older(cls.__name__)
            if not isinstance(instance, Constant):
                return False
            if cls.__name__ in kinds:
                value = getattr(instance, 'value', None)
                return isinstance(value, kinds[cls.__name__]) and not (isinstance(value, bool) and cls.__name__ == 'Num')
            return type.__instancecheck__(cls, instance)

    def make(name, fields):
        def __new__(cls, *args, **kwargs):
            _warn_older(name)
            if cls is not _older[name]:
                return Constant.__new__(cls)
            if name == 'Ellipsis':
                return Constant(..., *args, **kwargs)
            for key in kwargs:
                if key in fields and fields.index(key) < len(args):
                    raise TypeError(f'{name} got multiple values for argument {key!r}')
            return Constant(*args, **{('value' if key in ('n', 's') else key): value for key, value in kwargs.items()})
        return _Meta(name, (Constant,), {'__new__': __new__, '_fields': fields, '__module__': 'ast',
                                         '__doc__': 'Deprecated AST node class. Use ast.Constant instead'})
    return {'Num': make('Num', ('n',)), 'Str': make('Str', ('s',)), 'Bytes': make('Bytes', ('s',)),
            'NameConstant': make('NameConstant', ('value', 'kind')), 'Ellipsis': make('Ellipsis', ())}


def _warn_older(name, stacklevel=3):
    import warnings
    warnings.warn(f'ast.{name} is deprecated and will be removed in Python 3.14; use ast.Constant instead', DeprecationWarning, stacklevel)


def _value_property(name):
    def get(self):
        _warn_attribute(name)
        return self.value

    def set(self, value):
        _warn_attribute(name)
        self.value = value
    return property(get, set, doc='Deprecated. Use value instead.')


def _warn_attribute(name):
    import warnings
    warnings.warn(f'Attribute {name} is deprecated and will be removed in Python 3.14; use value instead', DeprecationWarning, 3)


Constant.n = _value_property('n')
Constant.s = _value_property('s')
Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, 'elts', value), doc='Deprecated. Use elts instead.')
_older = {}


def __getattr__(name):
    if name in _DEPRECATED:
        if not _older:
            _older.update(_older_classes())
        _warn_older(name)
        globals()[name] = _older[name]
        return _older[name]
    raise AttributeError(f"module 'ast' has no attribute '{name}'")


def main():
    """The command line: show the tree of a file."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m ast')
    parser.add_argument('infile', nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false', help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true', help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    args = parser.parse_args()
    if args.infile == '-':
        name = '<stdin>'
        source = sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(args.infile, 'rb') as infile:
            source = infile.read()
    print(dump(parse(source, name, args.mode, type_comments=args.no_type_comments), include_attributes=args.include_attributes, indent=args.indent))


if __name__ == '__main__':
    main()
