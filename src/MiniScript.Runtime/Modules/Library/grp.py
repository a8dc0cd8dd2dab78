"""The groups of the system, from /etc/group."""

from os import _record

struct_group = _record('struct_group', 'gr_name gr_passwd gr_gid gr_mem', 'grp')


def getgrall():
    groups = []
    try:
        with open('/etc/group', encoding='utf-8', errors='surrogateescape') as file:
            for line in file:
                parts = line.rstrip('\n').split(':')
                if len(parts) == 4 and parts[2].isdigit():
                    groups.append(struct_group((parts[0], parts[1], int(parts[2]), [name for name in parts[3].split(',') if name])))
    except FileNotFoundError:
        pass
    return groups


def getgrgid(id):
    for group in getgrall():
        if group.gr_gid == id:
            return group
    raise KeyError(f'getgrgid(): gid not found: {id}')


def getgrnam(name):
    for group in getgrall():
        if group.gr_name == name:
            return group
    raise KeyError(f'getgrnam(): name not found: {name!r}')
