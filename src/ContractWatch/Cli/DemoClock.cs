namespace ContractWatch.Cli;

/// <summary>A clock that is set from recorded day to recorded day.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Set(DateTimeOffset now) => _now = now;
}
