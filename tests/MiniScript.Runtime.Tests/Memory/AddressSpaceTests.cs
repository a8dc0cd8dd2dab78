using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Tests.Memory;

/// <summary>Units are handed out once, come back, grow where they lie, and take few mappings.</summary>
public sealed unsafe class AddressSpaceTests : IDisposable
{
    private const nuint Unit = Block.Size;

    private AddressSpace space;

    public AddressSpaceTests() => space.Initialize(64 * Unit, int.MaxValue);

    public void Dispose() => space.Dispose();

    [Fact]
    public void Pieces_are_aligned_and_never_overlap()
    {
        Random random = new(7);
        List<(nuint Start, nuint Bytes)> pieces = [];
        for (int round = 0; round < 5000; round++)
        {
            if (pieces.Count > 0 && random.Next(5) < 2)
            {
                int index = random.Next(pieces.Count);
                space.Give((void*)pieces[index].Start, pieces[index].Bytes);
                pieces.RemoveAt(index);
            }
            else if (pieces.Count > 0 && random.Next(4) == 0)
            {
                int index = random.Next(pieces.Count);
                (nuint start, nuint bytes) = pieces[index];
                nuint grown = bytes + (nuint)random.Next(300_000);
                if (space.TryExtend((void*)start, bytes, grown))
                {
                    pieces[index] = (start, grown);
                }
            }
            else
            {
                int alignment = 1 << random.Next(4);
                nuint bytes = (nuint)random.Next(1, 1_000_000);
                nuint start = (nuint)space.Take(bytes, alignment);
                Assert.Equal((nuint)0, start % Unit);
                pieces.Add((start, bytes));
            }

            if (round % 500 == 0)
            {
                space.Discard();
                Assert.Equal((nuint)0, space.IdleBytes);
            }
        }

        pieces.Sort();
        for (int i = 1; i < pieces.Count; i++)
        {
            nuint end = pieces[i - 1].Start + ((pieces[i - 1].Bytes + Unit - 1) / Unit * Unit);
            Assert.True(end <= pieces[i].Start);
        }
    }

    [Fact]
    public void What_is_taken_can_be_written_to_its_end()
    {
        byte* piece = (byte*)space.Take(5 * Unit, 1);
        Assert.True(space.TryExtend(piece, 5 * Unit, 9 * Unit));
        new Span<byte>(piece, (int)(9 * Unit)).Fill(1);
        space.Give(piece, 9 * Unit);
        space.Discard();
        Assert.Equal((nuint)piece, (nuint)space.Take(1, 1));
        new Span<byte>(piece, (int)Unit).Fill(2);
    }

    [Fact]
    public void A_piece_with_a_neighbour_does_not_grow()
    {
        void* first = space.Take(Unit, 1);
        void* second = space.Take(Unit, 1);
        Assert.True(space.TryExtend(first, 100, Unit));
        Assert.False(space.TryExtend(first, Unit, Unit + 1));
        space.Give(second, Unit);
        Assert.True(space.TryExtend(first, Unit, Unit + 1));
    }

    [Fact]
    public void Idle_bytes_are_those_of_pages_that_were_in_use()
    {
        void* piece = space.Take(Unit + 5000, 1);
        Assert.Equal((nuint)0, space.IdleBytes);
        space.Give(piece, Unit + 5000);
        Assert.Equal(Unit + 8192, space.IdleBytes);
        space.Take(1, 1);
        Assert.Equal((nuint)8192, space.IdleBytes);
    }

    [Fact]
    public void A_hundred_thousand_pieces_take_few_mappings()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int before = File.ReadLines("/proc/self/maps").Count();
        for (int i = 0; i < 100_000; i++)
        {
            Assert.True(space.Take(9000, 1) != null);
        }

        Assert.True(File.ReadLines("/proc/self/maps").Count() - before < 1000);
    }
}
