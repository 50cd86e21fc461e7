namespace ContractWatch.Storage.Sqlite;

public sealed record SqliteOptions
{
    /// <summary>How long a writer waits while another process writes.</summary>
    public TimeSpan WaitForWriters { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Page cache of one connection, in KiB.</summary>
    public int CacheKibibytes { get; init; } = 16 * 1024;

    /// <summary>The most pages of 4 KiB the file may have; null: as many as the disk holds.</summary>
    public long? MaximumPages { get; init; }
}
