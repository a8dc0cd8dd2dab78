"""Packing and unpacking binary records."""
import struct


def main():
    record = struct.Struct('<IhhdB3s')
    data = bytearray()
    for i in range(60000):
        data += record.pack(i, i % 100 - 50, -(i % 7), i / 3, i % 256, b'abc')
    total = 0.0
    for number, a, b, value, flag, tag in record.iter_unpack(bytes(data)):
        total += value + a - b + flag
    print(round(total, 3), len(data))
    buffer = bytearray(16)
    check = 0
    for i in range(120000):
        struct.pack_into('>HIq', buffer, 0, i & 0xffff, i * 7 & 0xffffffff, -i)
        check ^= struct.unpack_from('>I', buffer, 2)[0]
    print(check, struct.unpack('>HIq', bytes(buffer[:14])))


for _ in range(6):
    main()
