using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Storage;

/// <summary>Copies everything of one store into a new one of another kind, and reads both again to compare.</summary>
public static class StoreCopy
{
    private const int Batch = 1000;

    /// <returns>What was copied, table by table.</returns>
    /// <exception cref="StoreException">There is no such store, there is one already, or what arrived is not what was sent; nothing is left then.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> RunAsync(StoreProvider from, StoreProvider to, string directory, CancellationToken cancellation)
    {
        var (source, target) = (Path.Combine(directory, from.FileName), Path.Combine(directory, to.FileName));
        if (!File.Exists(source))
            throw new StoreException($"There is no {from.Name} store {source}.");
        if (File.Exists(target))
            throw new StoreException($"{target} exists already; a copy is made into a new store.");

        var workshop = Path.Combine(directory, "copying");
        if (Directory.Exists(workshop))
            Directory.Delete(workshop, recursive: true);
        StoreFile.MakeFolder(workshop);
        try
        {
            var made = Path.Combine(workshop, to.FileName);
            var copied = await CopyAsync(() => from.RowsAsync(source, cancellation), () => to.RowsAsync(made, cancellation), cancellation);
            File.Move(made, target);
            return copied;
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<CopiedTable>> CopyAsync(Func<Task<IStoreRows>> open, Func<Task<IStoreRows>> make, CancellationToken cancellation)
    {
        await using var from = await open();
        await using var to = await make();
        var tables = await from.TablesAsync(cancellation);
        foreach (var table in tables)
        {
            await foreach (var rows in from.RowsAsync(table, cancellation).Chunk(Batch).WithCancellation(cancellation))
                await to.AddAsync(table, rows, cancellation);
        }

        var copied = new List<CopiedTable>();
        foreach (var table in tables)
        {
            var (sent, arrived) = (await WeighAsync(from, table, cancellation), await WeighAsync(to, table, cancellation));
            if (sent != arrived)
                throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"The copy differs in {table}: {sent.Rows} rows were sent and {arrived.Rows} arrived. Nothing was kept of it."));
            copied.Add(sent);
        }

        return copied;
    }

    /// <summary>The sum of the rows' hashes, since each kind of store has an order of its own.</summary>
    private static async Task<CopiedTable> WeighAsync(IStoreRows store, string table, CancellationToken cancellation)
    {
        var (count, sum) = (0L, UInt128.Zero);
        await foreach (var row in store.RowsAsync(table, cancellation))
        {
            count++;
            sum = unchecked(sum + Hash(row));
        }

        return new CopiedTable(table, count, sum.ToString("x32", CultureInfo.InvariantCulture));
    }

    private static UInt128 Hash(StoreRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (column, value) in row.Values.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var (kind, bytes) = value switch
            {
                long number => ('i', BitConverter.GetBytes(number)),
                byte[] raw => ('b', raw),
                _ => ('t', Encoding.UTF8.GetBytes((string)value)),
            };
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{column}:{kind}{bytes.Length}:")));
            hash.AppendData(bytes);
        }

        return BitConverter.ToUInt128(hash.GetHashAndReset());
    }
}

/// <param name="Hash">Over all rows, in whatever order.</param>
public sealed record CopiedTable(string Name, long Rows, string Hash);
