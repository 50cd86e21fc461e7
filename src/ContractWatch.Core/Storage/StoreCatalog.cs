namespace ContractWatch.Storage;

/// <summary>The kinds of store there are, and which of them a data directory uses.</summary>
/// <param name="providers">Every kind, also those this build has not; the first is the default.</param>
public sealed class StoreCatalog(IReadOnlyList<StoreProvider> providers)
{
    /// <summary>What an empty data directory gets.</summary>
    public StoreProvider Default => providers[0];

    /// <summary>The kinds this build can open.</summary>
    public IEnumerable<StoreProvider> InThisBuild => providers.Where(provider => provider.OpenAsync is not null);

    /// <summary>Opens the store the configuration asks for, else the one found in the data directory, else the default.</summary>
    /// <exception cref="StoreException">There is no such store, it is not in this build, or it cannot be opened.</exception>
    public async Task<(StoreProvider Provider, IStore Store)> OpenAsync(string directory, string configured, CancellationToken cancellation)
    {
        var provider = Choose(directory, configured);
        return (provider, await provider.OpenAsync!(Path.Combine(directory, provider.FileName), cancellation));
    }

    /// <exception cref="StoreException">The backup or the store cannot be used; the store is as it was.</exception>
    public Task RestoreAsync(string directory, string configured, string backup, CancellationToken cancellation)
    {
        var provider = Choose(directory, configured);
        return provider.RestoreAsync is { } restore
            ? restore(backup, Path.Combine(directory, provider.FileName), cancellation)
            : throw new StoreException($"A {provider.Name} store cannot be restored by this command.");
    }

    /// <summary>The kind of store this data directory uses; always one that this build can open.</summary>
    /// <exception cref="StoreException">There is no such store, or it is not in this build.</exception>
    public StoreProvider Choose(string directory, string configured)
    {
        var provider = configured.Length > 0 ? Named(configured) : Found(directory) ?? Default;
        return provider.OpenAsync is not null
            ? provider
            : throw new StoreException($"{directory} asks for a {provider.Name} store, which this build does not have; it has {Names(InThisBuild)}.");
    }

    /// <exception cref="StoreException">There is no such store.</exception>
    public StoreProvider Named(string name) =>
        providers.FirstOrDefault(provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new StoreException($"Storage:Provider is '{name}'; expected {Names(InThisBuild)}, or nothing.");

    private StoreProvider? Found(string directory)
    {
        StoreProvider[] found = [.. providers.Where(provider => File.Exists(Path.Combine(directory, provider.FileName)))];
        return found.Length <= 1
            ? found.SingleOrDefault()
            : throw new StoreException($"{directory} holds several stores: {string.Join(" and ", found.Select(provider => provider.FileName))}. Say which by Storage:Provider.");
    }

    private static string Names(IEnumerable<StoreProvider> some) => string.Join(" or ", some.Select(provider => provider.Name));
}
