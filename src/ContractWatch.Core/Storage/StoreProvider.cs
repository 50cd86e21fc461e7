namespace ContractWatch.Storage;

/// <summary>A kind of store.</summary>
/// <param name="Name">As <c>Storage:Provider</c> names it; compared without regard to case.</param>
/// <param name="FileName">What its file in the data directory is called: by it a store is found again.</param>
public sealed record StoreProvider(string Name, string FileName)
{
    /// <summary>The store of the annex <c>src/ContractWatch.LiteDb</c>, which only a full build has; every build knows its file when it sees it.</summary>
    public static readonly StoreProvider LiteDb = new("LiteDb", "contractwatch.litedb");

    /// <summary>Opens the file, or makes it. Null: this build does not have the provider, but knows its files when it sees them.</summary>
    public Func<string, CancellationToken, Task<IStore>>? OpenAsync { get; init; }

    /// <summary>Replaces the file's contents by those of a backup: backup, file.</summary>
    public Func<string, string, CancellationToken, Task>? RestoreAsync { get; init; }

    /// <summary>Opens the file, or makes it, as rows.</summary>
    public Func<string, CancellationToken, Task<IStoreRows>>? OpenRowsAsync { get; init; }

    /// <exception cref="StoreException">This build cannot open it.</exception>
    internal Task<IStoreRows> RowsAsync(string file, CancellationToken cancellation) =>
        OpenRowsAsync is { } open ? open(file, cancellation) : throw new StoreException($"{Name} stores are not in this build.");
}
