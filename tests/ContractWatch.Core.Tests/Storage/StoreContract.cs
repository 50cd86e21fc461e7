namespace ContractWatch.Storage;

/// <summary>A new empty store for every law; a subclass says of which kind.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly List<IStore> _opened = [];

    protected IStore Store { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The folder to remove afterwards.</summary>
    private protected virtual IDisposable? Folder => null;

    public async ValueTask InitializeAsync() => Store = await AgainAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
        Folder?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test once more beside the first, as another process would.</summary>
    protected async Task<IStore> AgainAsync()
    {
        var store = await OpenAsync();
        _opened.Add(store);
        return store;
    }

    protected abstract Task<IStore> OpenAsync();

    protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> several)
    {
        var all = new List<T>();
        await foreach (var one in several.WithCancellation(Stop))
            all.Add(one);
        return all;
    }
}
