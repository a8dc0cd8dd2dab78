"""Signals, and the functions of the script that they call."""

import _os
import _signal

_NAMES = {
    'SIGHUP': 1, 'SIGINT': 2, 'SIGQUIT': 3, 'SIGILL': 4, 'SIGTRAP': 5, 'SIGABRT': 6, 'SIGBUS': 7, 'SIGFPE': 8, 'SIGKILL': 9,
    'SIGUSR1': 10, 'SIGSEGV': 11, 'SIGUSR2': 12, 'SIGPIPE': 13, 'SIGALRM': 14, 'SIGTERM': 15, 'SIGSTKFLT': 16, 'SIGCHLD': 17,
    'SIGCONT': 18, 'SIGSTOP': 19, 'SIGTSTP': 20, 'SIGTTIN': 21, 'SIGTTOU': 22, 'SIGURG': 23, 'SIGXCPU': 24, 'SIGXFSZ': 25,
    'SIGVTALRM': 26, 'SIGPROF': 27, 'SIGWINCH': 28, 'SIGIO': 29, 'SIGPWR': 30, 'SIGSYS': 31, 'SIGRTMIN': 34, 'SIGRTMAX': 64,
}
_ALIASES = {'SIGCLD': 17, 'SIGPOLL': 29, 'SIGIOT': 6}
NSIG = 65
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2

try:
    from enum import IntEnum
    Signals = IntEnum('Signals', _NAMES, module='signal')
    Handlers = IntEnum('Handlers', {'SIG_DFL': 0, 'SIG_IGN': 1}, module='signal')
    Sigmasks = IntEnum('Sigmasks', {'SIG_BLOCK': 0, 'SIG_UNBLOCK': 1, 'SIG_SETMASK': 2}, module='signal')
except ImportError:
    class _Named(int):
        """Integers with names."""

        def __new__(cls, value):
            for member in cls._members:
                if int(member) == value:
                    return member
            raise ValueError(f'{value!r} is not a valid {cls.__name__}')

        def __repr__(self):
            return f'<{type(self).__name__}.{self.name}: {int(self)}>'

        def __str__(self):
            return int.__repr__(self)

        @property
        def value(self):
            return int(self)

    def _named(class_name, names):
        kind = type(class_name, (_Named,), {'_members': []})
        for name, value in names.items():
            member = int.__new__(kind, value)
            member.name = name
            kind._members.append(member)
            setattr(kind, name, member)
        return kind

    Signals = _named('Signals', _NAMES)
    Handlers = _named('Handlers', {'SIG_DFL': 0, 'SIG_IGN': 1})
    Sigmasks = _named('Sigmasks', {'SIG_BLOCK': 0, 'SIG_UNBLOCK': 1, 'SIG_SETMASK': 2})

globals().update({_name: Signals(_number) for _name, _number in (_NAMES | _ALIASES).items()})
SIG_DFL, SIG_IGN = Handlers(0), Handlers(1)
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = Sigmasks(0), Sigmasks(1), Sigmasks(2)
ItimerError = OSError


def _as_signal(number):
    try:
        return Signals(number)
    except ValueError:
        return number


def default_int_handler(signalnum, frame, /):
    """Raises KeyboardInterrupt: what SIGINT does unless the script says otherwise."""
    raise KeyboardInterrupt


_handlers = {2: default_int_handler, 13: SIG_IGN, 25: SIG_IGN}


def _check(signalnum):
    if not isinstance(signalnum, int):
        raise TypeError(f"'{type(signalnum).__name__}' object cannot be interpreted as an integer")
    if not 1 <= signalnum < NSIG:
        raise ValueError('signal number out of range')


def signal(signalnum, handler):
    """Sets what a signal calls; returns what it called before."""
    _check(signalnum)
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN) or isinstance(handler, int) and handler not in (0, 1):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    import _threads
    if _threads.get_ident() != 1:
        raise ValueError('signal only works in main thread of the main interpreter')
    number = int(signalnum)
    before = getsignal(number)
    if handler == SIG_DFL and not callable(handler):
        _signal.default(number)
        handler = SIG_DFL
    elif handler == SIG_IGN and not callable(handler):
        _signal.ignore(number)
        handler = SIG_IGN
    elif number == 2 and handler is default_int_handler:
        _signal.restore(number)
    else:
        _signal.catch(number)
    _handlers[number] = handler
    return before


def getsignal(signalnum):
    """What a signal calls."""
    _check(signalnum)
    return _handlers.get(int(signalnum), SIG_DFL)


def _dispatch(number):
    handler = _handlers.get(number)
    if callable(handler):
        import sys
        try:
            frame = sys._getframe(1)
        except ValueError:
            frame = None
        handler(number, frame)


def raise_signal(signalnum, /):
    """Sends a signal to this process."""
    _check(signalnum)
    _os.kill(_os.getpid(), int(signalnum))


def strsignal(signalnum, /):
    _check(signalnum)
    return _TEXTS.get(int(signalnum))


_TEXTS = {1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted', 7: 'Bus error',
          8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1', 11: 'Segmentation fault', 12: 'User defined signal 2',
          13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated', 16: 'Stack fault', 17: 'Child exited', 18: 'Continued',
          19: 'Stopped (signal)', 20: 'Stopped', 21: 'Stopped (tty input)', 22: 'Stopped (tty output)', 23: 'Urgent I/O condition',
          24: 'CPU time limit exceeded', 25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
          28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call'}


def valid_signals():
    return {_as_signal(number) for number in range(1, NSIG) if number not in (32, 33)}


def alarm(seconds, /):
    """Asks for SIGALRM after some seconds, 0 for none; returns the seconds that were left of the last one."""
    left = _os.set_timer(0, int(seconds) * 1000000, 0)[0]
    return (left + 999999) // 1000000


def setitimer(which, seconds, interval=0.0, /):
    left, period = _os.set_timer(which, int(seconds * 1000000), int(interval * 1000000))
    return left / 1000000, period / 1000000


def pause():
    """Waits for a signal."""
    _signal.pause()


def siginterrupt(signalnum, flag, /):
    _check(signalnum)


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    raise NotImplementedError('signal.set_wakeup_fd() is not supported')


def pthread_kill(thread_id, signalnum, /):
    raise_signal(signalnum)


def pthread_sigmask(how, mask, /):
    raise NotImplementedError('signal.pthread_sigmask() is not supported')


for _function in signal, getsignal, raise_signal:
    _function.__module__ = 'signal'
