"""Changes in files and directories: reports of the system where it has them (inotify), else looks at them now and then."""

import os
import time

_MODIFY, _ATTRIB, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x2, 0x4, 0x40, 0x80, 0x100, 0x200
_OVERFLOW, _IS_DIRECTORY = 0x4000, 0x40000000
_MASK = _MODIFY | _ATTRIB | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | 0x400 | 0x800
_INTERVAL = 0.1


class Change:
    """What happened: kind is 'created', 'modified' or 'removed'; path says where."""

    __slots__ = ('kind', 'path')
    __match_args__ = ('kind', 'path')

    def __init__(self, kind, path):
        self.kind = kind
        self.path = path

    def __eq__(self, other):
        return (self.kind, self.path) == (other.kind, other.path) if isinstance(other, Change) else NotImplemented

    def __hash__(self):
        return hash((self.kind, self.path))

    def __repr__(self):
        return f'Change({self.kind!r}, {self.path!r})'


class Watcher:
    """Changes as they come: changes() waits for some, a loop over it for all, until close() or the end of a with statement."""

    def __init__(self, path, recursive):
        self._path = path
        self._recursive = recursive
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False

    def __iter__(self):
        while not self._closed:
            yield from self.changes(1)

    def changes(self, timeout=None):
        """The changes since the last call, each once; waits for one, at most for some seconds. [] if the time ran out or the watcher is closed."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._closed:
            found = self._poll(None if deadline is None else max(deadline - time.monotonic(), 0))
            if found:
                return list(dict.fromkeys(found))
            if deadline is not None and time.monotonic() >= deadline:
                break
        return []

    async def wait(self, timeout=None):
        """The same for coroutines: the loop goes on meanwhile."""
        import asyncio
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            found = self.changes(0)
            if found or self._closed or deadline is not None and time.monotonic() >= deadline:
                return found
            await asyncio.sleep(0.02)

    def close(self):
        """Ends the watch."""
        self._closed = True


class _Reports(Watcher):
    """Reports of inotify. A file is watched through its directory, so that one that is replaced stays watched."""

    def __init__(self, path, recursive, descriptor):
        Watcher.__init__(self, path, recursive)
        self._descriptor = descriptor
        self._folders = {}

    def close(self):
        if not self._closed:
            self._closed = True
            os.close(self._descriptor)

    __del__ = close

    def begin(self):
        self._only = None
        if not os.path.isdir(self._path):
            self._only = os.path.basename(self._path)
            return self._add(os.path.dirname(self._path) or '.', os.path.dirname(self._path))
        return self._add(self._path, self._path)

    def _add(self, folder, shown):
        """Watches a directory; what lies in it already is not reported."""
        from _watch import add
        try:
            opened = os.open(folder, os.O_RDONLY | getattr(os, 'O_DIRECTORY', 0))
        except OSError:
            return False
        try:
            number = add(self._descriptor, opened, _MASK)
        finally:
            os.close(opened)
        if number < 0:
            return False
        self._folders[number] = shown
        if self._recursive and self._only is None:
            for entry in _scan(folder):
                if entry.is_dir(follow_symlinks=False):
                    self._add(entry.path, os.path.join(shown, entry.name))
        return True

    def _poll(self, timeout):
        import select
        try:
            if not select.select([self._descriptor], [], [], 1 if timeout is None else min(timeout, 1))[0]:
                return []
            data = os.read(self._descriptor, 65536)
        except (OSError, ValueError):
            return []
        found = []
        place = 0
        while place + 16 <= len(data):
            number = int.from_bytes(data[place:place + 4], 'little', signed=True)
            mask = int.from_bytes(data[place + 4:place + 8], 'little')
            end = place + 16 + int.from_bytes(data[place + 12:place + 16], 'little')
            name = os.fsdecode(data[place + 16:end].rstrip(b'\0'))
            place = end
            if mask & _OVERFLOW:
                found.append(Change('modified', self._path))
            folder = self._folders.get(number)
            if folder is None or not name or self._only not in (None, name):
                continue
            path = os.path.join(folder, name)
            if mask & (_CREATE | _MOVED_TO):
                found.append(Change('created', path))
                if mask & _IS_DIRECTORY and self._recursive:
                    self._enter(path, found)
            elif mask & (_DELETE | _MOVED_FROM):
                found.append(Change('removed', path))
            elif mask & (_MODIFY | _ATTRIB):
                found.append(Change('modified', path))
        return found

    def _enter(self, path, found):
        """Watches a new directory; what came into it before that is reported."""
        if not self._add(path, path):
            return
        for entry in _scan(path):
            found.append(Change('created', entry.path))
            if entry.is_dir(follow_symlinks=False):
                self._enter(entry.path, found)


def _scan(path):
    try:
        with os.scandir(path) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


class _Looks(Watcher):
    """Looks at everything that is watched, and compares."""

    def begin(self):
        self._known = self._look()
        return os.path.exists(self._path)

    def _look(self):
        known = {}
        if not os.path.isdir(self._path):
            self._note(known, self._path)
            return known
        waiting = [self._path]
        while waiting:
            for entry in _scan(waiting.pop()):
                self._note(known, entry.path)
                if self._recursive and entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
        return known

    @staticmethod
    def _note(known, path):
        try:
            status = os.stat(path)
            known[path] = status.st_mtime_ns, status.st_size, status.st_ino
        except OSError:
            pass

    def _poll(self, timeout):
        before = self._known
        self._known = now = self._look()
        found = [Change('created' if path not in before else 'modified', path) for path, state in now.items() if before.get(path) != state]
        found += [Change('removed', path) for path in before if path not in now]
        if not found:
            time.sleep(_INTERVAL if timeout is None else min(timeout, _INTERVAL))
        return found


def watch(path, recursive):
    """A watcher that has begun; None if there is nothing to watch."""
    if not os.path.exists(path):
        return None
    from _watch import start
    descriptor = start()
    if descriptor >= 0:
        watcher = _Reports(path, recursive, descriptor)
        if watcher.begin():
            return watcher
        watcher.close()
    watcher = _Looks(path, recursive)
    return watcher if watcher.begin() else None
