namespace MiniScript.Net.Tests;

/// <summary>A clock that moves when told to; one tick is a microsecond.</summary>
internal sealed class FakeClock : TimeProvider
{
    private long now;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => now;

    public void Advance(TimeSpan time) => now += (long)time.TotalMicroseconds;
}
