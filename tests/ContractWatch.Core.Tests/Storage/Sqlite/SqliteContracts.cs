namespace ContractWatch.Storage.Sqlite;

public sealed class SqlitePollStoreTests : PollStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteAwardMemoryTests : AwardMemoryContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteCoverageLogTests : CoverageLogContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteWatchStoreTests : WatchStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteChangeLogTests : ChangeLogContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteOutboxTests : OutboxContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}

public sealed class SqliteFileTests : StoreFileContract
{
    private protected override StoreProvider Provider => SqliteStore.Provider;
}
