"""Asks for a password, and tells the user's name."""

import os
import sys

__all__ = ['getpass', 'getuser', 'GetPassWarning']


class GetPassWarning(UserWarning):
    """The password is shown while it is typed."""


def getpass(prompt='Password: ', stream=None):
    """Reads a line from the terminal that is not shown."""
    import subprocess
    try:
        terminal = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
    except OSError:
        stream = stream or sys.stderr
        print('Warning: Password input may be echoed.', file=stream)
        stream.write(str(prompt))
        stream.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError from None
        return line.rstrip('\n')
    try:
        os.write(terminal, str(prompt).encode())
        state = subprocess.run(['stty', '-g'], stdin=terminal, capture_output=True, text=True).stdout.strip()
        subprocess.run(['stty', '-echo'], stdin=terminal)
        try:
            data = b''
            while not data.endswith(b'\n'):
                more = os.read(terminal, 1024)
                if not more:
                    break
                data += more
        finally:
            subprocess.run(['stty', state], stdin=terminal)
            os.write(terminal, b'\n')
        if not data:
            raise EOFError
        return data.decode('utf-8', 'surrogateescape').rstrip('\n')
    finally:
        os.close(terminal)


def getuser():
    """The name that the user is logged in by."""
    for name in 'LOGNAME', 'USER', 'LNAME', 'USERNAME':
        user = os.environ.get(name)
        if user:
            return user
    try:
        import pwd
        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError) as error:
        raise OSError('No username set in the environment') from error
