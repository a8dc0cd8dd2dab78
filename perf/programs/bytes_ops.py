"""Bytes: indexing, slicing, searching, hex, joining, and a checksum and a run-length code over them."""

import sys


def adler32(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
        table.append(n)
    return table


def crc32(data, table):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def run_length(data):
    parts = []
    i = 0
    while i < len(data):
        end = i + 1
        while end < len(data) and data[end] == data[i] and end - i < 255:
            end += 1
        parts.append(bytes([end - i, data[i]]))
        i = end
    return b"".join(parts)


def expand(packed):
    return b"".join(packed[i + 1:i + 2] * packed[i] for i in range(0, len(packed), 2))


def frames(data):
    """Split `data` into frames, each preceded by its two-byte big-endian length."""
    position = 0
    while position < len(data):
        size = int.from_bytes(data[position:position + 2], "big")
        yield data[position + 2:position + 2 + size]
        position += 2 + size


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 900_000
    data = bytes(i * i // 64 & 0xFF for i in range(size))
    packed = run_length(data)
    assert expand(packed) == data

    messages = [data[i:i + 40 + i % 9] for i in range(0, size, 64)]
    stream = b"".join(len(message).to_bytes(2, "big") + message for message in messages)
    total = sum(len(frame) for frame in frames(stream))

    text = b"key=value;" * (size // 100)
    fields = text.split(b";")
    found = data.count(b"\x00\x01") + data.find(b"\xfe\xff") + len(text.replace(b"value", b"v"))
    hexed = data[: size // 8].hex()
    assert bytes.fromhex(hexed) == data[: size // 8]
    print(adler32(data), crc32(data, crc_table()), len(packed), total, len(fields), found, hexed[-16:])


if __name__ == "__main__":
    main()
