namespace ContractWatch.LiteDb;

public sealed record LiteDbOptions
{
    /// <summary>How long a use of the file waits while another process uses it.</summary>
    public TimeSpan WaitForOthers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of log after which a commit copies it into the file. Every use reads the log anew.</summary>
    public long LargestLog { get; init; } = 1 << 20;
}
