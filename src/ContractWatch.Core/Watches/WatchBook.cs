using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>
/// Keeps the stored watches and the watch files in step. A file's word replaces what is stored; a watch its file no longer holds
/// is removed, and what was recorded for it stays; watches from the command line are left alone. A file with a fault changes
/// nothing: an editor's slip must not delete anybody's watch.
/// </summary>
public sealed class WatchBook(IWatchStore store, TimeProvider time)
{
    /// <summary>Reads every file the patterns name and brings the store in step with them.</summary>
    /// <param name="patterns">See <see cref="WatchPattern"/>.</param>
    /// <param name="folder">What the patterns are relative to.</param>
    public async Task<WatchBookReport> MergeAsync(IEnumerable<string> patterns, string folder, CancellationToken cancellation)
    {
        var stored = (await store.WatchesAsync(cancellation)).ToDictionary(watch => watch.Watch.Id, StringComparer.Ordinal);
        var shelf = WatchShelf.Read(patterns, folder).Without(stored.Values.Where(watch => watch.Origin == StoredWatch.CommandLine));
        var report = new WatchBookReport { Faults = shelf.Faults };
        var now = time.GetUtcNow();
        foreach (var (watch, origin) in shelf.Watches)
        {
            var known = stored.GetValueOrDefault(watch.Id);
            if (known is not null && known.Origin == origin && IsSame(known.Watch, watch))
                continue;
            await store.SaveAsync(new StoredWatch(watch, origin, known?.Since ?? now), cancellation);
            if (known is null)
                report.Added.Add(watch.Id);
            else if (!IsSame(known.Watch, watch))
                report.Changed.Add(watch.Id);
        }

        foreach (var gone in stored.Values.Where(shelf.NoLongerHolds).OrderBy(watch => watch.Watch.Id, StringComparer.Ordinal))
        {
            await store.RemoveAsync(gone.Watch.Id, cancellation);
            report.Removed.Add(gone.Watch.Id);
        }

        return report;
    }

    /// <summary>Adds or replaces a watch from the command line; answers what is wrong, or null when it was saved.</summary>
    public async Task<string?> AddAsync(Watch watch, CancellationToken cancellation)
    {
        var faults = WatchFile.Parse(WatchFileText.Of([watch]), StoredWatch.CommandLine).Faults;
        if (faults.Count > 0)
            return string.Join('\n', faults.Select(fault => $"found {fault.Found}, expected {fault.Expected}"));
        var known = await FindAsync(watch.Id, cancellation);
        if (known is not null && known.Origin != StoredWatch.CommandLine)
            return $"the watch {Quoted.Of(watch.Id)} is written in {known.Origin}: change it there, or take another id";
        await store.SaveAsync(new StoredWatch(watch, StoredWatch.CommandLine, known?.Since ?? time.GetUtcNow()), cancellation);
        return null;
    }

    /// <summary>Removes a watch that was added on the command line; answers what is wrong, or null when it is gone.</summary>
    public async Task<string?> RemoveAsync(string watchId, CancellationToken cancellation)
    {
        var known = await FindAsync(watchId, cancellation);
        if (known is null)
            return $"there is no watch {Quoted.Of(watchId)}";
        if (known.Origin != StoredWatch.CommandLine && File.Exists(known.Origin))
            return $"the watch '{watchId}' is written in {known.Origin}: delete it there";
        await store.RemoveAsync(watchId, cancellation);
        return null;
    }

    private async Task<StoredWatch?> FindAsync(string watchId, CancellationToken cancellation) =>
        (await store.WatchesAsync(cancellation)).FirstOrDefault(stored => stored.Watch.Id == watchId);

    private static bool IsSame(Watch one, Watch other) => WatchFileText.Of([one]) == WatchFileText.Of([other]);
}

/// <summary>What a merge did, by watch id, and what it could not read.</summary>
public sealed record WatchBookReport
{
    public IList<string> Added { get; } = [];

    public IList<string> Changed { get; } = [];

    public IList<string> Removed { get; } = [];

    /// <summary>The watches of the files they stand in are as they were.</summary>
    public IReadOnlyList<WatchFileFault> Faults { get; init; } = [];
}
