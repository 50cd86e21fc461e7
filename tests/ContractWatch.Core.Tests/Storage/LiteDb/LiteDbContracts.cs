using ContractWatch.Annexes;

namespace ContractWatch.Storage.LiteDb;

public sealed class LiteDbPollStoreTests : PollStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbAwardMemoryTests : AwardMemoryContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbCoverageLogTests : CoverageLogContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbWatchStoreTests : WatchStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbChangeLogTests : ChangeLogContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbOutboxTests : OutboxContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override Task<IStore> OpenAsync() => AnnexParts.LiteDb.OpenAsync!(_folder.File(AnnexParts.LiteDb.FileName), Stop);
}

public sealed class LiteDbFileTests : StoreFileContract
{
    private protected override StoreProvider Provider => AnnexParts.LiteDb;
}
