"""The lines of several files, or of standard input, one after the other."""

import io
import os
import sys

__all__ = ['input', 'close', 'nextfile', 'filename', 'lineno', 'filelineno', 'fileno', 'isfirstline', 'isstdin', 'FileInput',
           'hook_compressed', 'hook_encoded']

_state = None


def input(files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
    """Begins to read; the module's functions ask about where."""
    global _state
    if _state and _state._file:
        raise RuntimeError('input() already active')
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def close():
    global _state
    state, _state = _state, None
    if state:
        state.close()


def _active():
    if not _state:
        raise RuntimeError('no active input()')
    return _state


def nextfile():
    return _active().nextfile()


def filename():
    return _active().filename()


def lineno():
    return _active().lineno()


def filelineno():
    return _active().filelineno()


def fileno():
    return _active().fileno()


def isfirstline():
    return _active().isfirstline()


def isstdin():
    return _active().isstdin()


class FileInput:
    """The lines of several files."""

    def __init__(self, files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
        if isinstance(files, str):
            files = (files,)
        elif isinstance(files, os.PathLike):
            files = (os.fspath(files),)
        else:
            files = tuple(sys.argv[1:] if files is None else files) or ('-',)
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if openhook is not None:
            if inplace:
                raise ValueError('FileInput cannot use an opening hook in inplace mode')
            if not callable(openhook):
                raise ValueError('FileInput openhook must be callable')
        self._files = list(files)
        self._inplace, self._backup, self._mode, self._openhook = inplace, backup, mode, openhook
        self._encoding, self._errors = encoding, errors
        self._filename = None
        self._lineno = self._filelineno = 0
        self._file = self._output = self._kept_stdout = self._backup_path = None
        self._isstdin = False

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        try:
            self.nextfile()
        finally:
            self._files = []

    def nextfile(self):
        """Goes to the next file."""
        kept, self._kept_stdout = self._kept_stdout, None
        if kept:
            sys.stdout = kept
        output, self._output = self._output, None
        if output:
            output.close()
        file, self._file = self._file, None
        if file and not self._isstdin:
            file.close()
        backup, self._backup_path = self._backup_path, None
        if backup and not self._backup:
            try:
                os.unlink(backup)
            except OSError:
                pass
        self._isstdin = False

    def readline(self):
        while True:
            if self._file is None:
                if not self._files:
                    return b'' if 'b' in self._mode else ''
                self._open()
            line = self._file.readline()
            if line:
                self._lineno += 1
                self._filelineno += 1
                return line
            self.nextfile()

    def _open(self):
        self._filename = self._files.pop(0)
        self._filelineno = 0
        self._isstdin = False
        encoding = None if 'b' in self._mode else self._encoding or 'utf-8'
        if self._filename == '-':
            self._filename = '<stdin>'
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
            self._isstdin = True
        elif self._inplace:
            self._backup_path = os.fspath(self._filename) + (self._backup or '.bak')
            try:
                os.unlink(self._backup_path)
            except OSError:
                pass
            os.rename(self._filename, self._backup_path)
            self._file = open(self._backup_path, self._mode, encoding=encoding, errors=self._errors)
            mode = os.stat(self._backup_path).st_mode
            self._output = open(self._filename, self._mode.replace('r', 'w'), encoding=encoding, errors=self._errors)
            os.chmod(self._filename, mode & 0o7777)
            self._kept_stdout, sys.stdout = sys.stdout, self._output
        elif self._openhook:
            if self._encoding is None:
                self._file = self._openhook(self._filename, self._mode)
            else:
                self._file = self._openhook(self._filename, self._mode, encoding=self._encoding, errors=self._errors)
        else:
            self._file = open(self._filename, self._mode, encoding=encoding, errors=self._errors)

    def filename(self):
        return self._filename

    def lineno(self):
        return self._lineno

    def filelineno(self):
        return self._filelineno

    def fileno(self):
        try:
            return self._file.fileno()
        except (AttributeError, ValueError):
            return -1

    def isfirstline(self):
        return self._filelineno == 1

    def isstdin(self):
        return self._isstdin

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """An opening hook for .gz and .bz2 files."""
    if encoding is None and 'b' not in mode:
        encoding = 'locale'
    extension = os.path.splitext(filename)[1]
    if extension == '.gz':
        import gzip
        stream = gzip.open(filename, mode)
    elif extension == '.bz2':
        import bz2
        stream = bz2.BZ2File(filename, mode)
    else:
        return open(filename, mode, encoding=encoding, errors=errors)
    if 'b' not in mode:
        stream = io.TextIOWrapper(stream, encoding=encoding, errors=errors)
    return stream


def hook_encoded(encoding, errors=None):
    """An opening hook for an encoding."""
    def openhook(filename, mode):
        return open(filename, mode, encoding=encoding, errors=errors)
    return openhook
