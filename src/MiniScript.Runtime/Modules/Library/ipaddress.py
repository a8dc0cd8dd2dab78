"""Addresses and networks of the Internet Protocol, versions 4 and 6."""

import functools
import re

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """An address is malformed."""


class NetmaskValueError(ValueError):
    """A network's mask is malformed."""


def _first_of(value, kinds, what):
    for kind in kinds:
        try:
            return kind(value)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{value!r} does not appear to be an IPv4 or IPv6 {what}')


def ip_address(address):
    """An address of the version that the value has."""
    return _first_of(address, (IPv4Address, IPv6Address), 'address')


def ip_network(address, strict=True):
    """A network of the version that the value has."""
    return _first_of(
        address, (functools.partial(IPv4Network, strict=strict), functools.partial(IPv6Network, strict=strict)), 'network')


def ip_interface(address):
    """An address in a network, of the version that the value has."""
    return _first_of(address, (IPv4Interface, IPv6Interface), 'interface')


def v4_int_to_packed(address):
    try:
        return address.to_bytes(4)
    except OverflowError:
        raise ValueError('Address negative or too large for IPv4') from None


def v6_int_to_packed(address):
    try:
        return address.to_bytes(16)
    except OverflowError:
        raise ValueError('Address negative or too large for IPv6') from None


def _split_optional_netmask(address):
    parts = str(address).split('/')
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts


def _trailing_zeros(number, bits):
    return bits if number == 0 else min(bits, (~number & (number - 1)).bit_length())


def summarize_address_range(first, last):
    """Yield the networks that make up a range of addresses."""
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError('first and last must be IP addresses, not networks')
    if first.version != last.version:
        raise TypeError(f'{first} and {last} are not of the same version')
    if first > last:
        raise ValueError('last IP address must be greater than first')
    if first.version not in (4, 6):
        raise ValueError('unknown IP version')
    network = IPv4Network if first.version == 4 else IPv6Network
    bits = first.max_prefixlen
    start, end = first._ip, last._ip
    while start <= end:
        size = min(_trailing_zeros(start, bits), (end - start + 1).bit_length() - 1)
        yield network((start, bits - size))
        start += 1 << size
        if start - 1 == network._ALL_ONES:
            break


def collapse_addresses(addresses):
    """The fewest networks that hold the same addresses, as an iterator."""
    singles = []
    networks = []
    for item in addresses:
        if isinstance(item, _BaseAddress):
            if singles and singles[-1].version != item.version:
                raise TypeError(f'{item} and {singles[-1]} are not of the same version')
            singles.append(item)
        elif item._prefixlen == item.max_prefixlen:
            if singles and singles[-1].version != item.version:
                raise TypeError(f'{item} and {singles[-1]} are not of the same version')
            singles.append(item.ip if hasattr(item, 'ip') else item.network_address)
        else:
            if networks and networks[-1].version != item.version:
                raise TypeError(f'{item} and {networks[-1]} are not of the same version')
            networks.append(item)
    singles = sorted(set(singles))
    index = 0
    while index < len(singles):
        end = index
        while end + 1 < len(singles) and singles[end + 1]._ip == singles[end]._ip + 1:
            end += 1
        networks.extend(summarize_address_range(singles[index], singles[end]))
        index = end + 1
    return _collapsed(networks)


def _collapsed(open_networks):
    # Two halves become one network, as often as there are some.
    halves = {}
    while open_networks:
        network = open_networks.pop()
        parent = network.supernet()
        known = halves.get(parent)
        if known is None:
            halves[parent] = network
        elif known != network:
            del halves[parent]
            open_networks.append(parent)
    last = None
    for network in sorted(halves.values()):
        if last is not None and last.broadcast_address >= network.broadcast_address:
            continue
        yield network
        last = network


def get_mixed_type_key(obj):
    """A key by which addresses and networks can be sorted together."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


class _Base:
    __slots__ = ()

    @property
    def exploded(self):
        """The long form."""
        return self._explode_shorthand_ip_string()

    @property
    def compressed(self):
        """The short form."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name under which DNS is asked for the address's name."""
        return self._reverse_pointer()

    @property
    def version(self):
        return self._version

    def _check_int_address(self, address):
        if address < 0:
            raise AddressValueError(f'{address} (< 0) is not permitted as an IPv{self._version} address')
        if address > self._ALL_ONES:
            raise AddressValueError(f'{address} (>= 2**{self.max_prefixlen}) is not permitted as an IPv{self._version} address')

    def _check_packed_address(self, address, expected_len):
        if len(address) != expected_len:
            raise AddressValueError(f'{address!r} (len {len(address)} != {expected_len}) is not permitted as an IPv{self._version} address')

    @classmethod
    def _ip_int_from_prefix(cls, prefixlen):
        return cls._ALL_ONES ^ (cls._ALL_ONES >> prefixlen)

    @classmethod
    def _prefix_from_ip_int(cls, ip_int):
        zeros = _trailing_zeros(ip_int, cls.max_prefixlen)
        prefixlen = cls.max_prefixlen - zeros
        if ip_int >> zeros != (1 << prefixlen) - 1:
            raise ValueError('Netmask pattern %r mixes zeroes & ones' % ip_int.to_bytes(cls.max_prefixlen // 8))
        return prefixlen

    @classmethod
    def _report_invalid_netmask(cls, netmask):
        raise NetmaskValueError('%r is not a valid netmask' % netmask) from None

    @classmethod
    def _prefix_from_prefix_string(cls, text):
        if not (text.isascii() and text.isdigit()):
            cls._report_invalid_netmask(text)
        prefixlen = int(text) if len(text) < 10 else cls.max_prefixlen + 1
        if prefixlen > cls.max_prefixlen:
            cls._report_invalid_netmask(text)
        return prefixlen

    @classmethod
    def _prefix_from_ip_string(cls, text):
        try:
            number = cls._ip_int_from_string(text)
        except AddressValueError:
            cls._report_invalid_netmask(text)
        for mask in (number, number ^ cls._ALL_ONES):
            try:
                return cls._prefix_from_ip_int(mask)
            except ValueError:
                pass
        cls._report_invalid_netmask(text)

    @classmethod
    def _split_addr_prefix(cls, address):
        if isinstance(address, (bytes, int)):
            return address, cls.max_prefixlen
        if not isinstance(address, tuple):
            address = _split_optional_netmask(address)
        return address if len(address) > 1 else (address[0], cls.max_prefixlen)

    def __reduce__(self):
        return self.__class__, (str(self),)


class _BaseAddress(_Base):
    __slots__ = ()
    _format = re.compile('(#?)(_?)([xbnX])')

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f'{self} and {other} are not of the same version')
        return self._ip < other._ip

    def __le__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else less or self == other

    def __gt__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else not less and self != other

    def __ge__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else not less

    def __add__(self, other):
        return self.__class__(int(self) + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return self.__class__(int(self) - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return f'{self.__class__.__name__}({str(self)!r})'

    def __str__(self):
        return str(self._string_from_ip_int(self._ip))

    def __hash__(self):
        return hash(hex(int(self._ip)))

    def _get_address_key(self):
        return self.version, self

    def __reduce__(self):
        return self.__class__, (self._ip,)

    def __format__(self, fmt):
        if not fmt or fmt[-1] == 's':
            return format(str(self), fmt)
        match = self._format.fullmatch(fmt)
        if not match:
            return super().__format__(fmt)
        alternate, grouping, base = match.groups()
        if base == 'n':
            base = 'b' if self.version == 4 else 'x'
        width = self.max_prefixlen if base == 'b' else self.max_prefixlen // 4
        if grouping:
            width += width // 4 - 1
        if alternate:
            width += 2
        return format(int(self), f'{alternate}0{width}{grouping}{base}')


class _BaseNetwork(_Base):
    def __repr__(self):
        return f'{self.__class__.__name__}({str(self)!r})'

    def __str__(self):
        return f'{self.network_address}/{self.prefixlen}'

    def hosts(self):
        """Yield the addresses of hosts."""
        network, broadcast = int(self.network_address), int(self.broadcast_address)
        for number in range(network + 1, broadcast):
            yield self._address_class(number)

    def __iter__(self):
        for number in range(int(self.network_address), int(self.broadcast_address) + 1):
            yield self._address_class(number)

    def __getitem__(self, n):
        network, broadcast = int(self.network_address), int(self.broadcast_address)
        number = network + n if n >= 0 else broadcast + n + 1
        if not network <= number <= broadcast:
            raise IndexError('address out of range')
        return self._address_class(number)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f'{self} and {other} are not of the same version')
        if self.network_address != other.network_address:
            return self.network_address < other.network_address
        if self.netmask != other.netmask:
            return self.netmask < other.netmask
        return False

    def __le__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else less or self == other

    def __gt__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else not less and self != other

    def __ge__(self, other):
        less = self.__lt__(other)
        return less if less is NotImplemented else not less

    def __eq__(self, other):
        try:
            return (
                self.version == other.version and self.network_address == other.network_address and int(self.netmask) == int(other.netmask))
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash((int(self.network_address), int(self.netmask)))

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Whether the networks have addresses in common."""
        return self.network_address in other or self.broadcast_address in other or (
            other.network_address in self or other.broadcast_address in self)

    @functools.cached_property
    def broadcast_address(self):
        return self._address_class(int(self.network_address) | int(self.hostmask))

    @functools.cached_property
    def hostmask(self):
        return self._address_class(int(self.netmask) ^ self._ALL_ONES)

    @property
    def with_prefixlen(self):
        return f'{self.network_address}/{self._prefixlen}'

    @property
    def with_netmask(self):
        return f'{self.network_address}/{self.netmask}'

    @property
    def with_hostmask(self):
        return f'{self.network_address}/{self.hostmask}'

    @property
    def num_addresses(self):
        return int(self.broadcast_address) - int(self.network_address) + 1

    @property
    def prefixlen(self):
        return self._prefixlen

    def address_exclude(self, other):
        """Yield the networks that are left without another."""
        if self.version != other.version:
            raise TypeError(f'{self} and {other} are not of the same version')
        if not isinstance(other, _BaseNetwork):
            raise TypeError(f'{other} is not a network object')
        if not other.subnet_of(self):
            raise ValueError(f'{other} not contained in {self}')
        if other == self:
            return
        first, second = self.subnets()
        while other not in (first, second):
            if other.subnet_of(first):
                yield second
                first, second = first.subnets()
            else:
                yield first
                first, second = second.subnets()
        yield second if other == first else first

    def compare_networks(self, other):
        """-1, 0 or 1: the order of addresses and masks."""
        if self.version != other.version:
            raise TypeError(f'{self} and {other} are not of the same type')
        mine, others = (self.network_address, self.netmask), (other.network_address, other.netmask)
        return (mine > others) - (mine < others)

    def _get_networks_key(self):
        return self.version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """Yield the networks that this one parts into."""
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError('new prefix must be longer')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError('prefix length diff must be > 0')
        prefixlen = self._prefixlen + prefixlen_diff
        if prefixlen > self.max_prefixlen:
            raise ValueError(f'prefix length diff {prefixlen} is invalid for netblock {self}')
        step = (int(self.hostmask) + 1) >> prefixlen_diff
        for number in range(int(self.network_address), int(self.broadcast_address) + 1, step):
            yield self.__class__((number, prefixlen))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network that holds this one."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError('new prefix must be shorter')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = self._prefixlen - new_prefix
        prefixlen = self.prefixlen - prefixlen_diff
        if prefixlen < 0:
            raise ValueError(f'current prefixlen is {self.prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}')
        return self.__class__((int(self.network_address) & (int(self.netmask) << prefixlen_diff), prefixlen))

    def _is_subnet_of(self, a, b):
        if not isinstance(a, _BaseNetwork) or not isinstance(b, _BaseNetwork):
            raise TypeError(f'Unable to test subnet containment between {a} and {b}')
        if a.version != b.version:
            raise TypeError(f'{a} and {b} are not of the same version')
        return b.network_address <= a.network_address and b.broadcast_address >= a.broadcast_address

    def subnet_of(self, other):
        """Whether another network holds this one."""
        return self._is_subnet_of(self, other)

    def supernet_of(self, other):
        """Whether this network holds another."""
        return self._is_subnet_of(other, self)

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    @property
    def is_private(self):
        constants = self._constants()
        return any(self._within(network) for network in constants.private) and all(
            not self._within(network) for network in constants.exceptions)

    def _within(self, network):
        return self.network_address in network and self.broadcast_address in network

    @property
    def is_global(self):
        return not self.is_private

    def _explode_shorthand_ip_string(self):
        return f'{self.network_address.exploded}/{self._prefixlen}'

    def _make(self, address, strict):
        address, mask = self._split_addr_prefix(address)
        self.network_address = self._address_class(address)
        self.netmask, self._prefixlen = self._make_netmask(mask)
        packed = int(self.network_address)
        if packed & int(self.netmask) != packed:
            if strict:
                raise ValueError(f'{self} has host bits set')
            self.network_address = self._address_class(packed & int(self.netmask))


for _name in ('is_multicast', 'is_reserved', 'is_link_local', 'is_unspecified', 'is_loopback'):
    setattr(_BaseNetwork, _name, property(lambda self, name=_name: self._both(name)))


class _Constants:
    # Networks with a meaning, made when they are first asked for.
    def __init__(self, network, reserved, private, exceptions, shared):
        self.reserved = [network(text) for text in reserved.split()]
        self.private = [network(text) for text in private.split()]
        self.exceptions = [network(text) for text in exceptions.split()]
        self.shared = [network(text) for text in shared.split()]


@functools.cache
def _constants_of(version):
    if version == 4:
        return _Constants(
            IPv4Network, '240.0.0.0/4',
            '0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.170/31 192.0.2.0/24 192.168.0.0/16 '
            '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32', '192.0.0.9/32 192.0.0.10/32', '100.64.0.0/10')
    return _Constants(
        IPv6Network, '::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 A000::/3 C000::/3 E000::/4 F000::/5 F800::/6 FE00::/9',
        '::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10',
        '2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28', '')


class _V4:
    __slots__ = ()
    _version = 4
    _ALL_ONES = (1 << 32) - 1
    max_prefixlen = IPV4LENGTH

    @staticmethod
    def _constants():
        return _constants_of(4)

    @classmethod
    def _make_netmask(cls, arg):
        if isinstance(arg, int):
            prefixlen = arg
            if not 0 <= prefixlen <= cls.max_prefixlen:
                cls._report_invalid_netmask(prefixlen)
        else:
            try:
                prefixlen = cls._prefix_from_prefix_string(arg)
            except NetmaskValueError:
                prefixlen = cls._prefix_from_ip_string(arg)
        return IPv4Address(cls._ip_int_from_prefix(prefixlen)), prefixlen

    @classmethod
    def _ip_int_from_string(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        octets = text.split('.')
        if len(octets) != 4:
            raise AddressValueError(f'Expected 4 octets in {text!r}')
        try:
            return int.from_bytes(map(cls._parse_octet, octets), 'big')
        except ValueError as error:
            raise AddressValueError(f'{error} in {text!r}') from None

    @classmethod
    def _parse_octet(cls, text):
        if not text:
            raise ValueError('Empty octet not permitted')
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f'Only decimal digits permitted in {text!r}')
        if len(text) > 3:
            raise ValueError(f'At most 3 characters permitted in {text!r}')
        if text != '0' and text[0] == '0':
            raise ValueError(f'Leading zeros are not permitted in {text!r}')
        number = int(text)
        if number > 255:
            raise ValueError(f'Octet {number} (> 255) not permitted')
        return number

    @classmethod
    def _string_from_ip_int(cls, number):
        return '.'.join(map(str, number.to_bytes(4, 'big')))

    def _explode_shorthand_ip_string(self):
        return str(self)

    def _reverse_pointer(self):
        return '.'.join(reversed(str(self).split('.'))) + '.in-addr.arpa'


class IPv4Address(_V4, _BaseAddress):
    """An address of version 4, of a text, a number or four bytes."""

    __slots__ = '_ip', '__weakref__'

    def __init__(self, address):
        if isinstance(address, int):
            self._check_int_address(address)
            self._ip = address
        elif isinstance(address, bytes):
            self._check_packed_address(address, 4)
            self._ip = int.from_bytes(address)
        else:
            text = str(address)
            if '/' in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = self._ip_int_from_string(text)

    @property
    def packed(self):
        """The address as four bytes."""
        return v4_int_to_packed(self._ip)

    @property
    def is_reserved(self):
        return self._ip >> 28 == 15

    @property
    def is_private(self):
        constants = self._constants()
        return any(self in network for network in constants.private) and all(self not in network for network in constants.exceptions)

    @property
    def is_global(self):
        return self._ip >> 22 != 0x191 and not self.is_private

    @property
    def is_multicast(self):
        return self._ip >> 28 == 14

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_loopback(self):
        return self._ip >> 24 == 127

    @property
    def is_link_local(self):
        return self._ip >> 16 == 0xa9fe

    @property
    def ipv6_mapped(self):
        """The address of version 6 that stands for this one."""
        return IPv6Address(0xffff << 32 | self._ip)


class _Interface:
    # An address together with its network.
    def _make(self, address):
        address, mask = self._split_addr_prefix(address)
        self._address_class.__init__(self, address)
        self.network = self._network_class((address, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    @functools.cached_property
    def hostmask(self):
        return self.network.hostmask

    def __str__(self):
        return f'{self._address_class.__str__(self)}/{self._prefixlen}'

    def __eq__(self, other):
        equal = self._address_class.__eq__(self, other)
        if equal is NotImplemented or not equal:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            return False

    def __lt__(self, other):
        less = self._address_class.__lt__(self, other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    __reduce__ = _Base.__reduce__

    @property
    def ip(self):
        return self._address_class(self._ip)

    @property
    def with_prefixlen(self):
        return f'{self._string_from_ip_int(self._ip)}/{self._prefixlen}'

    @property
    def with_netmask(self):
        return f'{self._string_from_ip_int(self._ip)}/{self.netmask}'

    @property
    def with_hostmask(self):
        return f'{self._string_from_ip_int(self._ip)}/{self.hostmask}'


class IPv4Network(_V4, _BaseNetwork):
    """A network of version 4."""

    _address_class = IPv4Address

    def __init__(self, address, strict=True):
        self._make(address, strict)
        if self._prefixlen == 31:
            self.hosts = self.__iter__
        elif self._prefixlen == 32:
            self.hosts = lambda: iter((IPv4Address(int(self.network_address)),))

    @property
    def is_global(self):
        shared = self._constants().shared[0]
        return not self._within(shared) and not self.is_private


class IPv4Interface(_Interface, IPv4Address):
    """An address of version 4 in a network."""

    _address_class = IPv4Address
    _network_class = IPv4Network

    def __init__(self, address):
        self._make(address)


class _V6:
    __slots__ = ()
    _version = 6
    _ALL_ONES = (1 << 128) - 1
    max_prefixlen = IPV6LENGTH

    @staticmethod
    def _constants():
        return _constants_of(6)

    @classmethod
    def _make_netmask(cls, arg):
        if isinstance(arg, int):
            prefixlen = arg
            if not 0 <= prefixlen <= cls.max_prefixlen:
                cls._report_invalid_netmask(prefixlen)
        else:
            prefixlen = cls._prefix_from_prefix_string(arg)
        return IPv6Address(cls._ip_int_from_prefix(prefixlen)), prefixlen

    @classmethod
    def _ip_int_from_string(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        parts = text.split(':')
        if len(parts) < 3:
            raise AddressValueError(f'At least 3 parts expected in {text!r}')
        if '.' in parts[-1]:
            try:
                number = IPv4Address(parts.pop())._ip
            except AddressValueError as error:
                raise AddressValueError(f'{error} in {text!r}') from None
            parts += ['%x' % (number >> 16), '%x' % (number & 0xffff)]
        if len(parts) > 9:
            raise AddressValueError(f'At most 8 colons permitted in {text!r}')
        gap = None
        for index in range(1, len(parts) - 1):
            if not parts[index]:
                if gap is not None:
                    raise AddressValueError(f"At most one '::' permitted in {text!r}")
                gap = index
        if gap is not None:
            before, after = gap, len(parts) - gap - 1
            if not parts[0]:
                before -= 1
                if before:
                    raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                after -= 1
                if after:
                    raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
            if before + after > 7:
                raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
            parts = parts[:before] + ['0'] * (8 - before - after) + parts[len(parts) - after:] if after else (
                parts[:before] + ['0'] * (8 - before))
        else:
            if len(parts) != 8:
                raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
            if not parts[0]:
                raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
            if not parts[-1]:
                raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        try:
            number = 0
            for part in parts:
                number = number << 16 | cls._parse_hextet(part)
            return number
        except ValueError as error:
            raise AddressValueError(f'{error} in {text!r}') from None

    @classmethod
    def _parse_hextet(cls, text):
        if not re.fullmatch('[0-9a-fA-F]+', text):
            raise ValueError(f'Only hex digits permitted in {text!r}')
        if len(text) > 4:
            raise ValueError(f'At most 4 characters permitted in {text!r}')
        return int(text, 16)

    @classmethod
    def _string_from_ip_int(cls, number=None):
        if number is None:
            number = int(cls._ip)
        if number > cls._ALL_ONES:
            raise ValueError('IPv6 address is too large')
        parts = ['%x' % (number >> shift & 0xffff) for shift in range(112, -16, -16)]
        # The longest run of zeros is left out.
        best, length = -1, 1
        index = 0
        while index < 8:
            end = index
            while end < 8 and parts[end] == '0':
                end += 1
            if end - index > length:
                best, length = index, end - index
            index = max(end, index + 1)
        if best < 0:
            return ':'.join(parts)
        return ':'.join(parts[:best]) + '::' + ':'.join(parts[best + length:])

    def _explode_shorthand_ip_string(self):
        address = self.network_address if isinstance(self, _BaseNetwork) else self
        number = address._ip
        text = ':'.join(['%04x' % (number >> shift & 0xffff) for shift in range(112, -16, -16)])
        if number >> 32 == 0xffff:
            text = f'{text[:30]}{address.ipv4_mapped}'
        return f'{text}/{self._prefixlen}' if isinstance(self, (_BaseNetwork, IPv6Interface)) else text

    def _reverse_pointer(self):
        address = self.network_address if isinstance(self, _BaseNetwork) else self
        return '.'.join('%032x' % address._ip)[::-1] + '.ip6.arpa'

    @staticmethod
    def _split_scope_id(text):
        address, percent, scope = text.partition('%')
        if not percent:
            return address, None
        if not scope or '%' in scope:
            raise AddressValueError('Invalid IPv6 address: "%r"' % text)
        return address, scope


class IPv6Address(_V6, _BaseAddress):
    """An address of version 6, of a text, a number or sixteen bytes."""

    __slots__ = '_ip', '_scope_id', '__weakref__'

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, int):
            self._check_int_address(address)
            self._ip = address
        elif isinstance(address, bytes):
            self._check_packed_address(address, 16)
            self._ip = int.from_bytes(address, 'big')
        else:
            text = str(address)
            if '/' in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            text, self._scope_id = self._split_scope_id(text)
            self._ip = self._ip_int_from_string(text)

    def __str__(self):
        mapped = self.ipv4_mapped
        text = super().__str__() if mapped is None else f'::ffff:{mapped}'
        return f'{text}%{self._scope_id}' if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, '_scope_id', None)

    def __reduce__(self):
        return self.__class__, (str(self),)

    @property
    def scope_id(self):
        """The zone of the address, or None."""
        return self._scope_id

    @property
    def packed(self):
        """The address as sixteen bytes."""
        return v6_int_to_packed(self._ip)

    @property
    def is_multicast(self):
        return self._ip >> 120 == 0xff

    @property
    def is_reserved(self):
        return any(self in network for network in self._constants().reserved)

    @property
    def is_link_local(self):
        return self._ip >> 118 == 0x3fa

    @property
    def is_site_local(self):
        return self._ip >> 118 == 0x3fb

    @property
    def is_private(self):
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        constants = self._constants()
        return any(self in network for network in constants.private) and all(self not in network for network in constants.exceptions)

    @property
    def is_global(self):
        return not self.is_private

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_loopback(self):
        mapped = self.ipv4_mapped
        return self._ip == 1 if mapped is None else mapped.is_loopback

    @property
    def ipv4_mapped(self):
        """The address of version 4 that this one stands for, or None."""
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        """Server and client of a Teredo address, or None."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        """The address of version 4 in a 6to4 address, or None."""
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


class IPv6Network(_V6, _BaseNetwork):
    """A network of version 6."""

    _address_class = IPv6Address

    def __init__(self, address, strict=True):
        self._make(address, strict)
        if self._prefixlen == 127:
            self.hosts = self.__iter__
        elif self._prefixlen == 128:
            self.hosts = lambda: iter((IPv6Address(int(self.network_address)),))

    def hosts(self):
        """Yield the addresses of hosts."""
        network, broadcast = int(self.network_address), int(self.broadcast_address)
        for number in range(network + 1, broadcast + 1):
            yield self._address_class(number)

    @property
    def is_site_local(self):
        return self._both('is_site_local')


class IPv6Interface(_Interface, IPv6Address):
    """An address of version 6 in a network."""

    _address_class = IPv6Address
    _network_class = IPv6Network

    def __init__(self, address):
        self._make(address)

    @property
    def is_unspecified(self):
        return self._ip == 0 and self.network.is_unspecified

    @property
    def is_loopback(self):
        return super().is_loopback and self.network.is_loopback
