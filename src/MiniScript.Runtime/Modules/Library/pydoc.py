"""What help() shows: documentation of objects as text."""

import builtins
import inspect
import io
import sys
import types

__all__ = ['help', 'getdoc', 'plain', 'render_doc', 'doc', 'describe', 'locate', 'resolve', 'pager', 'plainpager', 'Helper', 'TextDoc']

_MARGIN = ' |  '


def getdoc(object):
    """Return the documentation of an object, or the comments before it."""
    result = _own_doc(object) or (None if inspect.isclass(object) and object.__module__ == 'builtins' else inspect.getcomments(object))
    return result.rstrip() if result else ''


def _own_doc(object):
    try:
        if inspect.isclass(object):
            own = type.__getattribute__(object, '__doc__')
            return inspect.cleandoc(own) if isinstance(own, str) else None
        if not inspect.isroutine(object) and getattr(object, '__doc__', None) == type(object).__doc__:
            return None
        return inspect.getdoc(object)
    except Exception:
        return None


def plain(text):
    """Remove bold, which is a character typed over itself."""
    import re
    return re.sub('.\b', '', text)


def describe(thing):
    """Return a short description of an object."""
    if inspect.ismodule(thing):
        if thing.__name__ in sys.builtin_module_names:
            return 'built-in module ' + thing.__name__
        return ('package ' if hasattr(thing, '__path__') else 'module ') + thing.__name__
    if inspect.isbuiltin(thing):
        return 'built-in function ' + thing.__name__
    if inspect.isgetsetdescriptor(thing):
        return f'getset descriptor {thing.__objclass__.__module__}.{thing.__objclass__.__name__}.{thing.__name__}'
    if inspect.ismemberdescriptor(thing):
        return f'member descriptor {thing.__objclass__.__module__}.{thing.__objclass__.__name__}.{thing.__name__}'
    if inspect.isclass(thing):
        return 'class ' + thing.__name__
    if inspect.isfunction(thing):
        return 'function ' + thing.__name__
    if inspect.ismethod(thing):
        return 'method ' + thing.__name__
    return type(thing).__name__


def locate(path, forceload=False):
    """Return the object of a dotted name, importing what is needed; None if there is none."""
    parts = [part for part in path.split('.') if part]
    module, count = None, 0
    while count < len(parts):
        try:
            module = __import__('.'.join(parts[:count + 1]), fromlist=['*'])
        except ImportError as error:
            if error.name and '.'.join(parts[:count + 1]).startswith(error.name):
                break
            raise
        count += 1
    found = module if module is not None else builtins
    for part in parts[count:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def resolve(thing, forceload=False):
    """Return an object and its name, of the object or its dotted name."""
    if isinstance(thing, str):
        found = locate(thing, forceload)
        if found is None:
            raise ImportError(f'No Python documentation found for {thing!r}.\n'
                              'Use help() to get the interactive help utility.\nUse help(str) for help on the str class.')
        return found, thing
    name = getattr(thing, '__name__', None)
    return thing, name if isinstance(name, str) else None


def visiblename(name, all=None, obj=None):
    """Return whether a name is to be shown."""
    if name in {'__author__', '__builtins__', '__cached__', '__credits__', '__date__', '__doc__', '__docformat__', '__file__', '__loader__',
                '__module__', '__name__', '__package__', '__path__', '__qualname__', '__slots__', '__spec__', '__version__', '__static_attributes__',
                '__firstlineno__'}:
        return False
    if name.startswith('__') and name.endswith('__'):
        return True
    if name.startswith('_') and hasattr(obj, '_fields'):
        return True
    return name in all if all is not None else not name.startswith('_')


def _signature(object):
    try:
        return str(inspect.signature(object))
    except (ValueError, TypeError):
        return None


def _indent(text, prefix='    '):
    return '\n'.join([(prefix + line).rstrip() for line in text.split('\n')])


class TextDoc:
    """Makes texts of documentation."""

    def document(self, object, name=None, *args):
        """Return the text for an object."""
        if inspect.ismodule(object):
            return self.docmodule(object)
        if inspect.isclass(object):
            return self.docclass(object, name)
        if inspect.isroutine(object):
            return self.docroutine(object, name)
        if inspect.isdatadescriptor(object):
            return self.docdata(object, name)
        return self.docother(object, name)

    def section(self, title, contents):
        """Return a titled part of a text."""
        return f'{title}\n{_indent(contents).rstrip()}\n\n'

    def docmodule(self, object, name=None, mod=None):
        """Return the text for a module."""
        name = object.__name__
        synopsis, _, rest = getdoc(object).partition('\n')
        result = self.section('NAME', name + (synopsis and ' - ' + synopsis))
        if rest.strip():
            result += self.section('DESCRIPTION', rest.strip('\n'))
        public = getattr(object, '__all__', None)
        classes, functions, data = [], [], []
        for key, value in inspect.getmembers(object):
            if not visiblename(key, public, object):
                continue
            if inspect.isclass(value):
                if public is not None or (inspect.getmodule(value) or object) is object:
                    classes.append((key, value))
            elif inspect.isroutine(value):
                if public is not None or inspect.isbuiltin(value) or inspect.getmodule(value) is object:
                    functions.append((key, value))
            elif not inspect.ismodule(value):
                data.append((key, value))
        if hasattr(object, '__path__'):
            import pkgutil
            names = [info.name + (' (package)' if info.ispkg else '') for info in pkgutil.iter_modules(object.__path__)]
            if names:
                result += self.section('PACKAGE CONTENTS', '\n'.join(sorted(names)))
        if classes:
            tree = self.formattree(inspect.getclasstree([value for key, value in classes], True), name)
            result += self.section('CLASSES', '\n'.join([tree, *[self.docclass(value, key, name) for key, value in classes]]))
        if functions:
            result += self.section('FUNCTIONS', '\n'.join([self.docroutine(value, key, name) for key, value in functions]))
        if data:
            result += self.section('DATA', '\n'.join([self.docother(value, key, name, maxlen=70) for key, value in data]))
        for attribute in ('version', 'author'):
            if hasattr(object, f'__{attribute}__'):
                result += self.section(attribute.upper(), str(getattr(object, f'__{attribute}__')))
        try:
            file = inspect.getabsfile(object)
        except TypeError:
            file = '(built-in)'
        return result + self.section('FILE', file)

    def formattree(self, tree, modname, parent=None, prefix=''):
        """Return the classes of a module with their bases, as a tree."""
        result = ''
        for entry in tree:
            if type(entry) is tuple:
                cls, bases = entry
                result += prefix + _class_name(cls, modname)
                if bases and bases != (parent,):
                    result += f'({", ".join([_class_name(base, modname) for base in bases])})'
                result += '\n'
            else:
                result += self.formattree(entry, modname, cls, prefix + '    ')
        return result

    def docclass(self, object, name=None, mod=None, *ignored):
        """Return the text for a class."""
        realname = object.__name__
        name = name or realname
        bases = [_class_name(base, object.__module__) for base in object.__bases__]
        title = f'class {realname}' if name == realname else f'{name} = class {realname}'
        if bases:
            title += f'({", ".join(bases)})'
        contents = []
        push = contents.append
        signature = _signature(object)
        if signature and signature != '()':
            push(name + signature + '\n')
        text = getdoc(object)
        if text:
            push(text + '\n')
        mro = inspect.getmro(object)
        if len(mro) > 2:
            push('Method resolution order:')
            for base in mro:
                push('    ' + _class_name(base, object.__module__))
            push('')
        attributes = [entry for entry in inspect.classify_class_attrs(object) if visiblename(entry.name, obj=object)]
        remaining = list(mro)
        is_first = True
        started = []
        while attributes:
            owner = object if is_first and remaining else remaining[0] if remaining else attributes[0].defining_class
            if remaining:
                remaining.remove(owner)
            own = [entry for entry in attributes if entry.defining_class is owner]
            attributes = [entry for entry in attributes if entry.defining_class is not owner]
            is_first = False
            if owner is builtins.object and object is not builtins.object or not own:
                if not remaining:
                    break
                continue
            tag = 'defined here' if owner is object else f'inherited from {_class_name(owner, object.__module__)}'
            self._members(push, own, object, name, tag, started)
        contents = '\n'.join(contents)
        if not contents:
            return title + '\n'
        return f'{title}\n{_indent(contents.rstrip(), _MARGIN)}\n'

    def _members(self, push, own, cls, name, tag, started):
        kinds = (('Methods', 'method'), ('Class methods', 'class method'), ('Static methods', 'static method'))
        own.sort(key=lambda entry: entry.name)

        def rule(title):
            if started:
                push('-' * 70)
            started.append(title)
            push(f'{title} {tag}:\n')
        for title, kind in kinds:
            entries = [entry for entry in own if entry.kind == kind]
            if entries:
                rule(title)
                for entry in entries:
                    try:
                        value = getattr(cls, entry.name)
                    except Exception:
                        push(self.docdata(entry.object, entry.name))
                    else:
                        push(self.docroutine(value, entry.name, cl=cls, original=entry.object))
        for title, kinds_of_data in (('Readonly properties', ('readonly property',)), ('Data descriptors', ('property', 'data descriptor'))):
            entries = [entry for entry in own if (_data_kind(entry) in kinds_of_data)]
            if entries:
                rule(title)
                for entry in entries:
                    push(self.docdata(entry.object, entry.name))
        entries = [entry for entry in own if entry.kind == 'data' and _data_kind(entry) == 'data']
        if entries:
            rule('Data and other attributes')
            for entry in entries:
                push(self.docother(getattr(cls, entry.name), entry.name, maxlen=70) + '\n')

    def docroutine(self, object, name=None, mod=None, cl=None, original=None):
        """Return the text for a function or method."""
        realname = getattr(object, '__name__', None) or name
        name = name or realname
        note = ''
        owner = getattr(object, '__self__', None)
        if cl is None and inspect.ismethod(object):
            note = f' method of {_class_name(type(owner), None)} instance' if not inspect.isclass(owner) else f' class method of {_class_name(owner, None)}'
        elif cl is None and inspect.isbuiltin(object) and owner is not None and not inspect.ismodule(owner) and not inspect.isclass(owner):
            note = f' method of {_class_name(type(owner), None)} instance'
        elif cl is None and inspect.isbuiltin(object) and inspect.isclass(owner):
            note = ' class method of ' + _class_name(owner, None)
        elif cl is None and isinstance(object, (types.MethodDescriptorType, types.WrapperDescriptorType)):
            note = f' unbound {_class_name(object.__objclass__, None)} method'
        elif cl is not None and isinstance(original, types.ClassMethodDescriptorType):
            note = ' class method of ' + _class_name(cl, cl.__module__)
        title = realname if realname == name else f'{name} = {realname}'
        prefix = 'async ' if inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object) else ''
        signature = _signature(object)
        if realname == '<lambda>':
            title = f'{name} lambda '
            signature = signature[1:-1] if signature else ''
        declaration = f'{prefix}{title}{"(...)" if signature is None else signature}{note}'
        text = getdoc(object)
        return declaration + '\n' + (_indent(text).rstrip() + '\n' if text else '')

    def docdata(self, object, name=None, mod=None, cl=None):
        """Return the text for a property or the like."""
        text = getdoc(object) or {'__dict__': 'dictionary for instance variables', '__weakref__': 'list of weak references to the object'}.get(name, '')
        return (name + '\n' if name else '') + (_indent(text) + '\n' if text else '')

    docproperty = docdata

    def docother(self, object, name=None, mod=None, parent=None, *ignored, maxlen=None, doc=None):
        """Return the text for a value."""
        shown = repr(object)
        if maxlen is not None:
            line = (name + ' = ' if name else '') + shown
            if len(line) > maxlen:
                shown = shown[:maxlen - len(line)] + '...'
        return (name + ' = ' if name else '') + shown


def _data_kind(entry):
    if entry.kind == 'property':
        return 'property' if getattr(entry.object, 'fset', None) else 'readonly property'
    if entry.kind == 'data' and inspect.isdatadescriptor(entry.object):
        return 'data descriptor'
    return entry.kind


def _class_name(cls, modname):
    return cls.__name__ if cls.__module__ == modname else f'{cls.__module__}.{cls.__name__}'


text = plaintext = TextDoc()


def render_doc(thing, title='Python Library Documentation: %s', forceload=False, renderer=None):
    """Return the documentation of an object, or of a dotted name, with a title."""
    renderer = renderer or text
    object, name = resolve(thing, forceload)
    description = describe(object)
    module = inspect.getmodule(object)
    if name and '.' in name:
        description += ' in ' + name[:name.rfind('.')]
    elif module and module is not object:
        description += ' in module ' + module.__name__
    if not (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object) or inspect.isdatadescriptor(object) or _own_doc(object)):
        object = type(object)
        description += ' object'
    elif not (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object) or inspect.isdatadescriptor(object)):
        if hasattr(object, '__origin__'):
            object = object.__origin__
        else:
            object = type(object)
            description += ' object'
    return title % description + '\n\n' + renderer.document(object, name)


def pager(text, title=''):
    """Show a text."""
    plainpager(text, title)


def plainpager(text, title=''):
    """Write a text to standard output."""
    sys.stdout.write(plain(text) if '\b' in text else text)
    if not text.endswith('\n'):
        sys.stdout.write('\n')


def doc(thing, title='Python Library Documentation: %s', forceload=False, output=None, is_cli=False):
    """Show the documentation of an object, or of a dotted name."""
    try:
        shown = render_doc(thing, title, forceload)
    except ImportError as error:
        if is_cli:
            raise
        print(error)
        return
    if output is None:
        pager(shown)
    else:
        output.write(shown)


class Helper:
    """The function help()."""

    def __init__(self, input=None, output=None):
        self._output = output

    def __repr__(self):
        if sys._getframe(1).f_code.co_name == '?':
            self()
            return ''
        return '<pydoc.Helper instance>'

    def __call__(self, request=...):
        if request is ...:
            self.interact()
        else:
            self.help(request)

    @property
    def output(self):
        """Where the text goes."""
        return self._output or sys.stdout

    def interact(self):
        """Ask for names until there is none."""
        self.output.write('Enter the name of a module, function or class; an empty line or "quit" ends help.\n')
        while True:
            try:
                request = input('help> ').strip()
            except (KeyboardInterrupt, EOFError):
                break
            if not request or request.lower() in ('q', 'quit', 'exit'):
                break
            self.help(request)

    def help(self, request, is_cli=False):
        """Show the documentation of an object, a dotted name or a keyword."""
        if isinstance(request, str):
            request = request.strip()
            if request == 'modules':
                self.listmodules()
                return
            if request in ('', 'keywords'):
                import keyword
                self.output.write('\n'.join(keyword.kwlist) + '\n')
                return
            if request in ('True', 'False', 'None'):
                request = eval(request)
        doc(request, 'Help on %s:', output=self._output, is_cli=is_cli)
        self.output.write('\n')

    def listmodules(self):
        """Show the names of the modules that there are."""
        import pkgutil
        names = {info.name for info in pkgutil.iter_modules()} | {info.name for info in pkgutil.iter_modules(['<library>'])}
        self.output.write('\n'.join(sorted(name for name in names if not name.startswith('_'))) + '\n')


help = Helper()


def cli():
    """The command line: show documentation of names."""
    if len(sys.argv) < 2 or sys.argv[1].startswith('-'):
        print('pydoc <name> ...\n    Show text documentation on something: a module, function, class or method.')
        return
    for name in sys.argv[1:]:
        try:
            help.help(name, is_cli=True)
        except ImportError as error:
            print(error)
            sys.exit(1)


if __name__ == '__main__':
    cli()
