namespace ContractWatch.Storage.Sqlite;

public sealed class SqlitePollStoreTests : PollStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
}
