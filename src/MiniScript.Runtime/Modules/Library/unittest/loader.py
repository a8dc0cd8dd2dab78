"""Tests found in modules, classes, folders and by name."""

import functools
import os
import re
import sys
import traceback
import types
from fnmatch import fnmatch, fnmatchcase

from . import case, suite, util

__unittest = True

# A file that can be a module.
VALID_MODULE_NAME = re.compile(r'[_a-z]\w*\.(?:py|ms)$', re.IGNORECASE)


class _FailedTest(case.TestCase):
    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def testFailure():
            raise self._exception
        return testFailure


def _make_failed_import_test(name, suiteClass):
    message = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return _make_failed_test(name, ImportError(message), suiteClass, message)


def _make_failed_load_tests(name, exception, suiteClass):
    message = f'Failed to call load_tests:\n{traceback.format_exc()}'
    return _make_failed_test(name, exception, suiteClass, message)


def _make_failed_test(methodname, exception, suiteClass, message):
    return suiteClass((_FailedTest(methodname, exception),)), message


def _make_skipped_test(methodname, exception, suiteClass):
    @case.skip(str(exception))
    def testSkipped(self):
        pass
    cls = type('ModuleSkipped', (case.TestCase,), {methodname: testSkipped})
    return suiteClass((cls(methodname),))


def _module_stem(path):
    return os.path.splitext(path)[0]


class TestLoader:
    """Makes suites of the tests in modules and classes."""

    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """Return a suite of the tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?')
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            names = []
        else:
            names = self.getTestCaseNames(testCaseClass)
            if not names and hasattr(testCaseClass, 'runTest'):
                names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """Return a suite of the tests of a module; its load_tests() may make another of them."""
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase, case.FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(obj))
        load_tests = getattr(module, 'load_tests', None)
        tests = self.suiteClass(tests)
        if load_tests is not None:
            try:
                return load_tests(self, tests, pattern)
            except Exception as e:
                error_case, message = _make_failed_load_tests(module.__name__, e, self.suiteClass)
                self.errors.append(message)
                return error_case
        return tests

    def loadTestsFromName(self, name, module=None):
        """Return a suite of what a dotted name stands for: a module, a class, a method, or what gives tests when called."""
        parts = name.split('.')
        error_case = message = None
        if module is None:
            wanted = parts[:]
            while wanted:
                try:
                    module_name = '.'.join(wanted)
                    module = __import__(module_name)
                    break
                except ImportError:
                    next_attribute = wanted.pop()
                    error_case, message = _make_failed_import_test(next_attribute, self.suiteClass)
                    if not wanted:
                        self.errors.append(message)
                        return error_case
            parts = parts[1:]
        obj = module
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is not None and error_case is not None:
                    # The import of a submodule has failed.
                    self.errors.append(message)
                    return error_case
                error_case, message = _make_failed_test(part, e, self.suiteClass, f'Failed to access attribute:\n{traceback.format_exc()}')
                self.errors.append(message)
                return error_case
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase, case.FunctionTestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            name = parts[-1]
            instance = parent(name)
            # A static method is a test of its own.
            if not isinstance(getattr(instance, name), types.FunctionType):
                return self.suiteClass([instance])
        elif isinstance(obj, suite.TestSuite):
            return obj
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError(f'calling {obj} returned {test}, not a test')
        raise TypeError(f"don't know how to make test from: {obj}")

    def loadTestsFromNames(self, names, module=None):
        """Return a suite of what several names stand for."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """Return the names of the test methods of a class, sorted."""
        def is_wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}'
            return self.testNamePatterns is None or any([fnmatchcase(full, pattern) for pattern in self.testNamePatterns])

        names = [name for name in dir(testCaseClass) if is_wanted(name)]
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """Return a suite of the tests in the files of a folder and of the packages in it. A pattern for .py files stands for .ms files too."""
        before = self._top_level_dir
        given = top_level_dir is not None
        if top_level_dir is None:
            top_level_dir = self._top_level_dir if self._top_level_dir is not None else start_dir
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            sys.path.insert(0, top_level_dir)
        self._top_level_dir = top_level_dir
        not_importable = False
        if os.path.isdir(os.path.abspath(start_dir)):
            start_dir = os.path.abspath(start_dir)
            if start_dir != top_level_dir:
                not_importable = not _is_package(start_dir)
        else:
            # It is the name of a package or module.
            try:
                __import__(start_dir)
            except ImportError:
                not_importable = True
            else:
                module = sys.modules[start_dir]
                if getattr(module, '__file__', None) is not None:
                    start_dir = os.path.abspath(os.path.dirname(module.__file__))
                elif module.__name__ in sys.builtin_module_names:
                    raise TypeError('Can not use builtin modules as dotted module names')
                else:
                    raise TypeError(f"don't know how to discover from {module!r}")
                if not given:
                    depth = len(module.__name__.split('.')) - (0 if hasattr(module, '__path__') else 1)
                    base = start_dir
                    for _ in range(depth):
                        base = os.path.dirname(base)
                    self._top_level_dir = base
                    if sys.path and sys.path[0] == top_level_dir:
                        sys.path.remove(top_level_dir)
        if not_importable:
            raise ImportError(f'Start directory is not importable: {start_dir!r}')
        tests = list(self._find_tests(start_dir, pattern))
        self._top_level_dir = before
        return self.suiteClass(tests)

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return '.'
        path = _module_stem(os.path.normpath(path))
        relative = os.path.relpath(path, self._top_level_dir)
        assert not os.path.isabs(relative), 'Path must be within the project'
        assert not relative.startswith('..'), 'Path must be within the project'
        return relative.replace(os.path.sep, '.')

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        return fnmatch(path, pattern) or path.endswith('.ms') and pattern.endswith('.py') and fnmatch(path[:-3] + '.py', pattern)

    def _find_tests(self, start_dir, pattern):
        # A package's load_tests() decides about what is in it.
        name = self._get_name_from_path(start_dir)
        if name != '.' and name not in self._loading_packages:
            tests, recurse = self._find_test_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not recurse:
                return
        for path in sorted(os.listdir(start_dir)):
            full_path = os.path.join(start_dir, path)
            tests, recurse = self._find_test_path(full_path, pattern)
            if tests is not None:
                yield tests
            if recurse:
                name = self._get_name_from_path(full_path)
                self._loading_packages.add(name)
                try:
                    yield from self._find_tests(full_path, pattern)
                finally:
                    self._loading_packages.discard(name)

    def _find_test_path(self, full_path, pattern):
        basename = os.path.basename(full_path)
        if os.path.isfile(full_path):
            if not VALID_MODULE_NAME.match(basename) or not self._match_path(basename, full_path, pattern):
                return None, False
            name = self._get_name_from_path(full_path)
            try:
                module = self._get_module_from_name(name)
            except case.SkipTest as e:
                return _make_skipped_test(name, e, self.suiteClass), False
            except:
                error_case, message = _make_failed_import_test(name, self.suiteClass)
                self.errors.append(message)
                return error_case, False
            file = os.path.abspath(getattr(module, '__file__', full_path))
            real = _module_stem(os.path.realpath(file))
            expected = _module_stem(os.path.realpath(full_path))
            if real.lower() != expected.lower():
                stem = _module_stem(os.path.basename(full_path))
                raise ImportError(
                    f'{stem!r} module incorrectly imported from {os.path.dirname(real)!r}. Expected {os.path.dirname(full_path)!r}. '
                    'Is this module globally installed?')
            return self.loadTestsFromModule(module, pattern=pattern), False
        if os.path.isdir(full_path):
            if not _is_package(full_path):
                return None, False
            load_tests = tests = None
            name = self._get_name_from_path(full_path)
            try:
                package = self._get_module_from_name(name)
            except case.SkipTest as e:
                return _make_skipped_test(name, e, self.suiteClass), False
            except:
                error_case, message = _make_failed_import_test(name, self.suiteClass)
                self.errors.append(message)
                return error_case, False
            load_tests = getattr(package, 'load_tests', None)
            self._loading_packages.add(name)
            try:
                tests = self.loadTestsFromModule(package, pattern=pattern)
                return tests, load_tests is None
            finally:
                self._loading_packages.discard(name)
        return None, False


def _is_package(path):
    return os.path.isfile(os.path.join(path, '__init__.py')) or os.path.isfile(os.path.join(path, '__init__.ms'))


defaultTestLoader = TestLoader()
