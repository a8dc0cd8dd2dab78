"""The command "miniscript ext": what extensions an executable has, stubs of them for editors, and new ones."""

import inspect
import os
import sys
import types

USAGE = '''usage: miniscript ext list
       miniscript ext info NAME
       miniscript ext stubs DIR
       miniscript ext new NAME [--sources DIR]

  list   the extensions in this executable
  info   what an extension has, with signatures and documentation
  stubs  write a typed NAME.pyi for every extension into DIR, for editors and type checkers
  new    write a project for an extension into a new folder NAME; --sources is MiniScript's source tree
'''

_HEAD = '''from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any
'''


def _load(name):
    __import__(name)
    return sys.modules[name]


def _first_line(doc):
    return (doc or '').strip().partition('\n')[0]


def _members(module):
    return {name: value for name, value in vars(module).items() if not name.startswith('_')}


def _signature(function):
    try:
        text = str(inspect.signature(function))
    except (TypeError, ValueError):
        text = '(*args, **kwargs)'
    return text.replace('collections.abc.', '').replace('<unrepresentable>', '...')


def _is_function(module, value):
    # The native half of a library module has the library module's name behind an underscore.
    return isinstance(value, (types.BuiltinFunctionType, types.FunctionType)) and value.__module__ in (module.__name__, '_' + module.__name__)


def _is_property(value):
    return type(value).__name__ in ('getset_descriptor', 'member_descriptor', 'property')


def _is_own(module, value):
    return isinstance(value, type) and value.__module__ == module.__name__


def _hints(cls):
    return cls.__dict__.get('__annotations__', {})


def list_extensions(names):
    rows = []
    for name in names:
        module = _load(name)
        count = sum(_is_function(module, value) for value in _members(module).values())
        rows.append((name, getattr(module, '__version__', '-'), f'{count} function{"" if count == 1 else "s"}', _first_line(module.__doc__)))
    widths = [max(len(row[i]) for row in rows) if rows else 0 for i in range(3)]
    for row in rows:
        print('  '.join(text.ljust(width) for text, width in zip(row, [*widths, 0])).rstrip())


def show(name):
    module = _load(name)
    version = getattr(module, '__version__', None)
    print(name + (f' {version}' if version else ''))
    if module.__doc__:
        print(f'    {_first_line(module.__doc__)}')
    for key, value in sorted(_members(module).items()):
        if _is_function(module, value):
            print(f'\n{name}.{key}{_signature(value)}')
        elif isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType)):
            continue
        elif _is_own(module, value):
            print(f'\nclass {name}.{key}' + ('' if not issubclass(value, BaseException) else f'({value.__base__.__name__})'))
        else:
            print(f'\n{name}.{key} = {value!r}'[:200])
            continue
        if value.__doc__:
            print(f'    {_first_line(value.__doc__)}')
        if _is_own(module, value):
            for attribute, member in value.__dict__.items():
                if _is_property(member) and not attribute.startswith('__'):
                    print(f'    .{attribute}: {_hints(value).get(attribute, "object")}')
                elif callable(member) and attribute not in ('__enter__', '__exit__'):
                    print(f'    {"" if attribute == "__init__" else "."}{key if attribute == "__init__" else attribute}{_signature(member)}')


def _doc(doc, indent):
    return [f'{indent}"""{_first_line(doc)}"""'] if doc else []


def _stub_function(name, value, indent=''):
    static = isinstance(value, staticmethod)
    signature = _signature(value.__func__ if static else value)
    if name in ('__init__', '__exit__') and ' -> ' not in signature:
        signature += ' -> None'
    head = [f'{indent}@staticmethod'] if static else []
    doc = _doc(value.__doc__, indent + '    ')
    return [*head, f'{indent}def {name}{signature}:' + ('' if doc else ' ...'), *doc]


def _stub_class(name, cls):
    lines = [f'class {name}({cls.__base__.__name__}):' if issubclass(cls, BaseException) else f'class {name}:', *_doc(cls.__doc__, '    ')]
    for key, value in cls.__dict__.items():
        if key in ('__module__', '__doc__', '__slots__', '__annotations__', '__dict__', '__weakref__', '__qualname__'):
            continue
        if _is_property(value):
            lines.append(f'    {key}: {_hints(cls).get(key, "Any")}')
        elif callable(value) or isinstance(value, staticmethod):
            lines += _stub_function(key, value, '    ')
    return lines if len(lines) > 1 else [lines[0] + ' ...']


def stub(module):
    """The text of a module's stub file."""
    lines = [*_doc(module.__doc__, ''), *_HEAD.splitlines(), '']
    if hasattr(module, '__version__'):
        lines.append('__version__: str')
    for name, value in sorted(_members(module).items(), key=lambda item: (isinstance(item[1], type), item[0])):
        if _is_function(module, value):
            lines += _stub_function(name, value)
        elif _is_own(module, value):
            lines += ['', *_stub_class(name, value)]
        elif not isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType)):
            hint = type(value).__name__ if type(value).__module__ in ('builtins', module.__name__) else 'Any'
            lines.append(f'{name}: {hint}')
    return '\n'.join(lines) + '\n'


def write_stubs(names, directory):
    os.makedirs(directory, exist_ok=True)
    for name in names:
        path = os.path.join(directory, *name.split('.')) + '.pyi'
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(stub(_load(name)))
        print(path)


def _find_sources(given):
    folder = given or os.environ.get('MINISCRIPT_SOURCES') or os.path.dirname(os.path.realpath(sys.executable))
    while True:
        if os.path.exists(os.path.join(folder, 'src', 'MiniScript.Runtime', 'MiniScript.Runtime.csproj')):
            return os.path.abspath(folder)
        parent = os.path.dirname(folder)
        if given or parent == folder:
            return None
        folder = parent


def new(name, sources):
    import keyword
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        return f'{name!r} is not a name that a script can write: use a Python identifier'
    if os.path.exists(name):
        return f'there is a file or folder {name!r} already'
    root = _find_sources(sources)
    if root is None:
        return "MiniScript's sources are needed to build an extension: get them, and name their folder with --sources DIR"
    title = ''.join(part.capitalize() for part in name.split('_'))
    from _extension_template import FILES
    for path, text in FILES.items():
        path = os.path.join(name, *path.replace('@Title@', title).split('/'))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text.replace('@Title@', title).replace('@name@', name).replace('@sources@', root))
        print(path)
    os.chmod(os.path.join(name, 'publish.sh'), 0o755)
    return None


def main(names, args):
    problem = None
    match args:
        case ['list']:
            list_extensions(names)
        case ['info', name] if name in names:
            show(name)
        case ['info', name]:
            problem = f'this executable has no extension {name!r}: miniscript ext list shows those it has'
        case ['stubs', directory]:
            write_stubs(names, directory)
        case ['new', name]:
            problem = new(name, None)
        case ['new', name, '--sources', sources]:
            problem = new(name, sources)
        case ['-h' | '--help']:
            print(USAGE, end='')
        case _:
            print(USAGE, end='', file=sys.stderr)
            return 2
    if problem:
        print('miniscript:', problem, file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main([name.lstrip('_') for name in sys.argv[1].split(',')], sys.argv[2:]))
