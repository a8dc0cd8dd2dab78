"""Waits until descriptors can be read or written."""

import _os
import time

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
PIPE_BUF = 4096


def _descriptor(file):
    if isinstance(file, int):
        number = file
    else:
        try:
            number = file.fileno()
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
    if number < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({number})')
    return number


def select(rlist, wlist, xlist, timeout=None, /):
    """The files of three lists that can be read, that can be written, and that have urgent data."""
    if timeout is not None and timeout < 0:
        raise ValueError('timeout must be non-negative')
    lists = []
    wanted = {}
    for files, events in (rlist, POLLIN), (wlist, POLLOUT), (xlist, POLLPRI):
        files = [(file, _descriptor(file)) for file in files]
        lists.append(files)
        for file, number in files:
            wanted[number] = wanted.get(number, 0) | events
    flat = [part for pair in wanted.items() for part in pair]
    found = _os.poll(flat, -1 if timeout is None else int(timeout * 1000 + 0.999))
    came = dict(zip(found[::2], found[1::2]))
    if any(events & POLLNVAL for events in came.values()):
        raise OSError(9, 'Bad file descriptor')
    masks = POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI
    return tuple([file for file, number in files if came.get(number, 0) & mask] for files, mask in zip(lists, masks))


class poll:
    """Descriptors and the events they are watched for."""

    def __init__(self):
        self._wanted = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._wanted[_descriptor(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        number = _descriptor(fd)
        if number not in self._wanted:
            raise FileNotFoundError(2, 'No such file or directory')
        self._wanted[number] = eventmask

    def unregister(self, fd, /):
        number = _descriptor(fd)
        if number not in self._wanted:
            raise KeyError(number)
        del self._wanted[number]

    def poll(self, timeout=None, /):
        flat = [part for pair in self._wanted.items() for part in pair]
        found = _os.poll(flat, -1 if timeout is None or timeout < 0 else int(timeout + 0.999))
        return list(zip(found[::2], found[1::2]))


def epoll(sizehint=-1, flags=0):
    raise NotImplementedError('select.epoll() is not supported: use select.poll()')
