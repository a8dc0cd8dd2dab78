"""Running of modules and files as programs."""

import importlib.machinery
import importlib.util
import io
import os
import sys

__all__ = ['run_module', 'run_path']


class _Error(Exception):
    """There is nothing to run."""


class _TempModule:
    """Puts a fresh module in sys.modules while it lasts."""

    def __init__(self, name):
        self.name = name
        self.module = type(sys)(name)
        self._saved = []

    def __enter__(self):
        if self.name in sys.modules:
            self._saved.append(sys.modules[self.name])
        sys.modules[self.name] = self.module
        return self

    def __exit__(self, *args):
        if self._saved:
            sys.modules[self.name] = self._saved[0]
        else:
            del sys.modules[self.name]
        self._saved = []


class _ModifiedArgv0:
    """Sets sys.argv[0] while it lasts."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        self._saved = sys.argv[0]
        sys.argv[0] = self.value

    def __exit__(self, *args):
        sys.argv[0] = self._saved


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    if init_globals is not None:
        run_globals.update(init_globals)
    if mod_spec is None:
        loader, file, cached = None, script_name, None
    else:
        loader, file, cached = mod_spec.loader, mod_spec.origin, mod_spec.cached
        if pkg_name is None:
            pkg_name = mod_spec.parent
    run_globals.update(__name__=mod_name, __file__=file, __cached__=cached, __doc__=None, __loader__=loader, __package__=pkg_name,
                       __spec__=mod_spec)
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    file = script_name if mod_spec is None else mod_spec.origin
    with _TempModule(mod_name) as temporary, _ModifiedArgv0(file):
        namespace = temporary.module.__dict__
        _run_code(code, namespace, init_globals, mod_name, mod_spec, pkg_name, script_name)
        return namespace.copy()


def _get_module_details(mod_name, error=ImportError):
    if mod_name.startswith('.'):
        raise error('Relative module names not supported')
    package = mod_name.rpartition('.')[0]
    if package:
        try:
            __import__(package)
        except ImportError as problem:
            if problem.name is None or (problem.name != package and not package.startswith(problem.name + '.')):
                raise
        existing = sys.modules.get(mod_name)
        if existing is not None and not hasattr(existing, '__path__'):
            from warnings import warn
            warn(RuntimeWarning(
                f'{mod_name!r} found in sys.modules after import of package {package!r}, but prior to execution of {mod_name!r}; '
                'this may result in unpredictable behaviour'))
    try:
        spec = importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as problem:
        message = f'Error while finding module specification for {mod_name!r} ({type(problem).__name__}: {problem})'
        if mod_name.endswith('.py'):
            message += f". Try using '{mod_name[:-3]}' instead of '{mod_name}' as the module name."
        raise error(message) from problem
    if spec is None:
        raise error(f'No module named {mod_name}')
    if spec.submodule_search_locations is not None:
        if mod_name == '__main__' or mod_name.endswith('.__main__'):
            raise error('Cannot use package as __main__ module')
        try:
            return _get_module_details(mod_name + '.__main__', error)
        except error as problem:
            if mod_name not in sys.modules:
                raise
            raise error(f'{problem}; {mod_name!r} is a package and cannot be directly executed') from None
    loader = spec.loader
    if loader is None or not hasattr(loader, 'get_code'):
        raise error(f'{mod_name!r} is a namespace package and cannot be executed')
    try:
        code = loader.get_code(mod_name)
    except ImportError as problem:
        raise error(format(problem)) from problem
    if code is None:
        raise error(f'No code object available for {mod_name}')
    return mod_name, spec, code


def _run_module_as_main(mod_name, alter_argv=True):
    """Run a module in the namespace of __main__: what -m does."""
    try:
        if alter_argv or mod_name != '__main__':
            mod_name, spec, code = _get_module_details(mod_name, _Error)
        else:
            mod_name, spec, code = _get_main_module_details(_Error)
    except _Error as problem:
        sys.exit(f'miniscript: {problem}')
    namespace = sys.modules['__main__'].__dict__
    if alter_argv:
        sys.argv[0] = spec.origin
    return _run_code(code, namespace, None, '__main__', spec)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code in a fresh namespace and return that."""
    mod_name, spec, code = _get_module_details(mod_name)
    if run_name is None:
        run_name = mod_name
    if alter_sys:
        return _run_module_code(code, init_globals, run_name, spec)
    return _run_code(code, {}, init_globals, run_name, spec)


def _get_main_module_details(error=ImportError):
    saved = sys.modules.pop('__main__', None)
    try:
        return _get_module_details('__main__')
    except ImportError as problem:
        if '__main__' in str(problem):
            raise error(f"can't find '__main__' module in {sys.path[0]!r}") from problem
        raise
    finally:
        if saved is not None:
            sys.modules['__main__'] = saved


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the __main__ of a directory or archive, in a fresh namespace and return that."""
    if run_name is None:
        run_name = '<run_path>'
    package = run_name.rpartition('.')[0]
    path_name = os.fsdecode(path_name)
    from pkgutil import get_importer
    importer = get_importer(path_name)
    if importer is None:
        with io.open_code(path_name) as file:
            code = compile(file.read(), path_name, 'exec', dont_inherit=True)
        return _run_module_code(code, init_globals, run_name, pkg_name=package, script_name=path_name)
    sys.path.insert(0, path_name)
    try:
        mod_name, spec, code = _get_main_module_details()
        with _TempModule(run_name) as temporary, _ModifiedArgv0(path_name):
            namespace = temporary.module.__dict__
            return _run_code(code, namespace, init_globals, run_name, spec, package).copy()
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass


if __name__ == '__main__':
    if len(sys.argv) < 2:
        print('No module specified for execution', file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
