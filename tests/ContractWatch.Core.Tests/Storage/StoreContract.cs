namespace ContractWatch.Storage;

/// <summary>A new empty store for every law; a subclass says of which kind.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected IStore Store { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test; called again, opens it once more beside the first, as another process would.</summary>
    protected abstract Task<IStore> OpenAsync();
}
