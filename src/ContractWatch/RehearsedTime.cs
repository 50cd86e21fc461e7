namespace ContractWatch;

/// <summary>A clock that starts at a chosen moment and runs on from there: for replays and drills.</summary>
/// <param name="start">What the clock shows when it is made.</param>
internal sealed class RehearsedTime(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _ahead = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
