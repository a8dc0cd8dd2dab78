"""Compares files and folders."""

import os
import stat

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

BUFSIZE = 8192
DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']
_compared = {}


def clear_cache():
    _compared.clear()


def cmp(f1, f2, shallow=True):
    """Whether two files are equal; shallow: the same type, size and time are enough."""
    first, second = _signature(f1), _signature(f2)
    if first[0] != stat.S_IFREG or second[0] != stat.S_IFREG:
        return False
    if shallow and first == second:
        return True
    if first[1] != second[1]:
        return False
    key = f1, f2, first, second
    if key not in _compared:
        if len(_compared) > 100:
            clear_cache()
        _compared[key] = _same_content(f1, f2)
    return _compared[key]


def _signature(path):
    facts = os.stat(path)
    return stat.S_IFMT(facts.st_mode), facts.st_size, facts.st_mtime


def _same_content(f1, f2):
    with open(f1, 'rb') as first, open(f2, 'rb') as second:
        while True:
            data = first.read(BUFSIZE)
            if data != second.read(BUFSIZE):
                return False
            if not data:
                return True


def cmpfiles(a, b, common, shallow=True):
    """The names that are equal in two folders, that differ, and that could not be compared."""
    results = [], [], []
    for name in common:
        try:
            index = 0 if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else 1
        except (OSError, ValueError):
            index = 2
        results[index].append(name)
    return results


class dircmp:
    """What two folders have in common, and what not; each attribute is computed when it is first asked for."""

    def __init__(self, a, b, ignore=None, hide=None, *, shallow=True):
        self.left, self.right = a, b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore
        self.shallow = shallow

    def _names(self, folder):
        hidden = [*self.hide, *self.ignore]
        return sorted(name for name in os.listdir(folder) if name not in hidden)

    def phase0(self):
        self.left_list, self.right_list = self._names(self.left), self._names(self.right)

    def phase1(self):
        left, right = set(self.left_list), set(self.right_list)
        self.common = [name for name in self.left_list if name in right]
        self.left_only = [name for name in self.left_list if name not in right]
        self.right_only = [name for name in self.right_list if name not in left]

    def phase2(self):
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for name in self.common:
            try:
                first = stat.S_IFMT(os.stat(os.path.join(self.left, name)).st_mode)
                second = stat.S_IFMT(os.stat(os.path.join(self.right, name)).st_mode)
            except (OSError, ValueError):
                first, second = 0, 1
            if first != second or first not in (stat.S_IFDIR, stat.S_IFREG):
                self.common_funny.append(name)
            else:
                (self.common_dirs if first == stat.S_IFDIR else self.common_files).append(name)

    def phase3(self):
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files, self.shallow)

    def phase4(self):
        self.subdirs = {name: self.__class__(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide,
                                             shallow=self.shallow) for name in self.common_dirs}

    def phase4_closure(self):
        self.phase4()
        for below in self.subdirs.values():
            below.phase4_closure()

    methodmap = dict(subdirs=phase4, same_files=phase3, diff_files=phase3, funny_files=phase3, common_dirs=phase2, common_files=phase2,
                     common_funny=phase2, common=phase1, left_only=phase1, right_only=phase1, left_list=phase0, right_list=phase0)

    def __getattr__(self, name):
        if name not in self.methodmap:
            raise AttributeError(name)
        self.methodmap[name](self)
        return getattr(self, name)

    def report(self):
        print('diff', self.left, self.right)
        for title, names in ('Only in %s' % self.left, self.left_only), ('Only in %s' % self.right, self.right_only):
            if names:
                names.sort()
                print(title, ':', names)
        for title, names in (('Identical files', self.same_files), ('Differing files', self.diff_files),
                             ('Trouble with common files', self.funny_files), ('Common subdirectories', self.common_dirs),
                             ('Common funny cases', self.common_funny)):
            if names:
                names.sort()
                print(title, ':', names)

    def report_partial_closure(self):
        self.report()
        for below in self.subdirs.values():
            print()
            below.report()

    def report_full_closure(self):
        self.report()
        for below in self.subdirs.values():
            print()
            below.report_full_closure()

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)
