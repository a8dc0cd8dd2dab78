"""The users of the system, from /etc/passwd."""

from os import _record

struct_passwd = _record('struct_passwd', 'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell', 'pwd')


def getpwall():
    users = []
    try:
        with open('/etc/passwd', encoding='utf-8', errors='surrogateescape') as file:
            for line in file:
                parts = line.rstrip('\n').split(':')
                if len(parts) == 7 and parts[2].isdigit() and parts[3].isdigit():
                    users.append(struct_passwd((parts[0], parts[1], int(parts[2]), int(parts[3]), *parts[4:])))
    except FileNotFoundError:
        pass
    return users


def getpwuid(uid, /):
    for user in getpwall():
        if user.pw_uid == uid:
            return user
    raise KeyError(f'getpwuid(): uid not found: {uid}')


def getpwnam(name, /):
    if not isinstance(name, str):
        raise TypeError(f'getpwnam() argument must be str, not {type(name).__name__}')
    for user in getpwall():
        if user.pw_name == name:
            return user
    raise KeyError(f'getpwnam(): name not found: {name!r}')
