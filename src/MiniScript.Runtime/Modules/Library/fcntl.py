"""Controls of descriptors and locks of files."""

import _os
import struct
from select import _descriptor

for _name, _, _value in (pair.partition('=') for pair in '''
DN_ACCESS=1 DN_ATTRIB=32 DN_CREATE=4 DN_DELETE=8 DN_MODIFY=2 DN_MULTISHOT=2147483648 DN_RENAME=16 FASYNC=8192 FD_CLOEXEC=1
FICLONE=1074041865 FICLONERANGE=1075876877 F_ADD_SEALS=1033 F_DUPFD=0 F_DUPFD_CLOEXEC=1030 F_EXLCK=4 F_GETFD=1 F_GETFL=3 F_GETLEASE=1025
F_GETLK=5 F_GETLK64=5 F_GETOWN=9 F_GETOWN_EX=16 F_GETPIPE_SZ=1032 F_GETSIG=11 F_GET_FILE_RW_HINT=1037 F_GET_RW_HINT=1035 F_GET_SEALS=1034
F_NOTIFY=1026 F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38 F_OWNER_PGRP=2 F_OWNER_PID=1 F_OWNER_TID=0 F_RDLCK=0 F_SEAL_FUTURE_WRITE=16
F_SEAL_GROW=4 F_SEAL_SEAL=1 F_SEAL_SHRINK=2 F_SEAL_WRITE=8 F_SETFD=2 F_SETFL=4 F_SETLEASE=1024 F_SETLK=6 F_SETLK64=6 F_SETLKW=7 F_SETLKW64=7
F_SETOWN=8 F_SETOWN_EX=15 F_SETPIPE_SZ=1031 F_SETSIG=10 F_SET_FILE_RW_HINT=1038 F_SET_RW_HINT=1036 F_SHLCK=8 F_UNLCK=2 F_WRLCK=1 LOCK_EX=2
LOCK_MAND=32 LOCK_NB=4 LOCK_READ=64 LOCK_RW=192 LOCK_SH=1 LOCK_UN=8 LOCK_WRITE=128 RWH_WRITE_LIFE_EXTREME=5 RWH_WRITE_LIFE_LONG=4
RWH_WRITE_LIFE_MEDIUM=3 RWH_WRITE_LIFE_NONE=1 RWH_WRITE_LIFE_NOT_SET=0 RWH_WRITE_LIFE_SHORT=2
'''.split()):
    globals()[_name] = int(_value)
del _name, _value, _


def _structure(arg):
    if isinstance(arg, str):
        arg = arg.encode()
    if len(arg) > 1024:
        return None
    return bytes(arg)


def fcntl(fd, cmd, arg=0, /):
    """Does cmd; arg is a number or a structure, of which a changed copy is returned."""
    number = _descriptor(fd)
    if isinstance(arg, (str, bytes)):
        data = _structure(arg)
        if data is None:
            raise ValueError('fcntl string arg too long')
        return _os.control_with(number, cmd, data, False)[1]
    return _os.fcntl(number, cmd, arg)


def ioctl(fd, request, arg=0, mutate_flag=True, /):
    """Asks a device; arg is a number, a structure of which a changed copy is returned, or a buffer that is changed."""
    number = _descriptor(fd)
    if isinstance(arg, (str, bytes)):
        data = _structure(arg)
        if data is None:
            raise ValueError('ioctl string arg too long')
        return _os.control_with(number, request, data, True)[1]
    try:
        view = memoryview(arg)
    except TypeError:
        return _os.ioctl(number, request, arg)
    result, data = _os.control_with(number, request, view.tobytes(), True)
    if not mutate_flag or view.readonly:
        return data
    view.cast('B')[:] = data
    return result


def flock(fd, operation, /):
    """Locks or unlocks a file."""
    _os.flock(_descriptor(fd), operation)


def lockf(fd, cmd, len=0, start=0, whence=0, /):
    """Locks or unlocks a part of a file."""
    number = _descriptor(fd)
    if cmd == LOCK_UN:
        kind = F_UNLCK
    elif cmd & LOCK_SH:
        kind = F_RDLCK
    elif cmd & LOCK_EX:
        kind = F_WRLCK
    else:
        raise ValueError('unrecognized lockf argument')
    _os.control_with(number, F_SETLK if cmd & LOCK_NB else F_SETLKW, struct.pack('hhqqi4x', kind, whence, start, len, 0), False)
