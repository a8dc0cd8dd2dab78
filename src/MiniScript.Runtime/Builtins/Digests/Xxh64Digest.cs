using System.Buffers.Binary;
using System.Numerics;

namespace MiniScript.Runtime.Builtins.Digests;

/// <summary>XXH64, a fast checksum, with seed 0; the result's bytes are in their canonical order, the highest first.</summary>
internal sealed class Xxh64Digest : Digest
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime3 = 1609587929392839161;
    private const ulong Prime4 = 9650029242287828579;
    private const ulong Prime5 = 2870177450012600261;
    private const int Stripe = 32;

    private readonly byte[] pending = new byte[Stripe];
    private int pendingCount;
    private ulong total;
    private ulong lane1 = unchecked(Prime1 + Prime2);
    private ulong lane2 = Prime2;
    private ulong lane3;
    private ulong lane4 = unchecked(0 - Prime1);

    /// <inheritdoc/>
    public override int Size => 8;

    /// <inheritdoc/>
    public override int BlockSize => Stripe;

    /// <inheritdoc/>
    public override void Update(ReadOnlySpan<byte> data)
    {
        total += (ulong)data.Length;
        if (pendingCount > 0)
        {
            int taken = Math.Min(data.Length, Stripe - pendingCount);
            data[..taken].CopyTo(pending.AsSpan(pendingCount));
            pendingCount += taken;
            data = data[taken..];
            if (pendingCount < Stripe)
            {
                return;
            }

            Consume(pending);
            pendingCount = 0;
        }

        int whole = data.Length - (data.Length % Stripe);
        Consume(data[..whole]);
        data[whole..].CopyTo(pending);
        pendingCount = data.Length - whole;
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> result)
    {
        ulong hash = Prime5;
        if (total >= Stripe)
        {
            hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7) + BitOperations.RotateLeft(lane3, 12)
                + BitOperations.RotateLeft(lane4, 18);
            hash = Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }

        hash += total;
        ReadOnlySpan<byte> rest = pending.AsSpan(0, pendingCount);
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
        }

        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (byte each in rest)
        {
            hash = BitOperations.RotateLeft(hash ^ (each * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        BinaryPrimitives.WriteUInt64BigEndian(result, hash ^ (hash >> 32));
    }

    /// <inheritdoc/>
    public override Digest Copy()
    {
        Xxh64Digest copy = new() { pendingCount = pendingCount, total = total, lane1 = lane1, lane2 = lane2, lane3 = lane3, lane4 = lane4 };
        pending.CopyTo(copy.pending, 0);
        return copy;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private void Consume(ReadOnlySpan<byte> stripes)
    {
        for (; stripes.Length >= Stripe; stripes = stripes[Stripe..])
        {
            lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(stripes));
            lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(stripes[8..]));
            lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(stripes[16..]));
            lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(stripes[24..]));
        }
    }
}
