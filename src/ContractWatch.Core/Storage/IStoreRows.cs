namespace ContractWatch.Storage;

/// <summary>A store as nothing but rows, for copying it into another kind. Kinds have the same tables, with the same columns.</summary>
public interface IStoreRows : IAsyncDisposable
{
    Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellation);

    /// <summary>All rows of a table, in the order of their keys.</summary>
    IAsyncEnumerable<StoreRow> RowsAsync(string table, CancellationToken cancellation);

    /// <exception cref="StoreException">There is no such table, or no such column, or the rows cannot be written.</exception>
    Task AddAsync(string table, IReadOnlyList<StoreRow> rows, CancellationToken cancellation);
}

/// <summary>A row.</summary>
/// <param name="Values">By column: whole numbers, texts and bytes; a column that holds nothing is absent.</param>
public sealed record StoreRow(IReadOnlyDictionary<string, object> Values);
