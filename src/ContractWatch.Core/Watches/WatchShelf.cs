namespace ContractWatch.Watches;

/// <summary>All watch files the configuration names, read together, since ids must be unique across them.</summary>
public sealed class WatchShelf
{
    private readonly IReadOnlyList<WatchFile> _files;
    private readonly IReadOnlyList<WatchFileFault> _faults;

    private readonly HashSet<string> _ids;

    private WatchShelf(IReadOnlyList<WatchFile> files, IReadOnlyList<WatchFileFault> faults)
    {
        (_files, _faults) = (files, faults);
        _ids = Watches.Select(held => held.Watch.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The watches of the files without faults, in the order of the files.</summary>
    public IEnumerable<(Watch Watch, string File)> Watches =>
        _files.SelectMany(file => file.Watches.Select(written => (written.Watch, file.Path)));

    public IReadOnlyList<WatchFileFault> Faults => [.. _faults, .. _files.SelectMany(file => file.Faults)];

    /// <summary>Reads every file the patterns name, each once. A pattern that finds nothing is a fault, for a folder may be missing.</summary>
    public static WatchShelf Read(IEnumerable<string> patterns, string folder)
    {
        var faults = new List<WatchFileFault>();
        var paths = new List<string>();
        foreach (var pattern in patterns)
        {
            var found = Find(pattern, folder);
            if (found.Count == 0)
                faults.Add(new WatchFileFault(pattern, 0, 0, $"no file of that name or pattern in {Path.GetFullPath(folder)}", "at least one watch file"));
            paths.AddRange(found);
        }

        var files = paths.Distinct(StringComparer.Ordinal).Select(WatchFile.Read).ToList();
        return new WatchShelf(RefuseSharedIds(files), faults);
    }

    /// <summary>The shelf without the files that use the id of a watch from the command line.</summary>
    public WatchShelf Without(IEnumerable<StoredWatch> fromCommandLine)
    {
        var taken = fromCommandLine.Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);
        return new WatchShelf(
            [.. _files.Select(file => Refuse(file, written => taken.Contains(written.Watch.Id)
                ? "an id of its own: a watch of that id was added on the command line (contractwatch watch remove, or rename it here)"
                : null))],
            _faults);
    }

    /// <summary>Whether a stored watch came from a file that was read without fault, or is gone, and holds it no more.</summary>
    public bool NoLongerHolds(StoredWatch stored)
    {
        if (stored.Origin == StoredWatch.CommandLine || _ids.Contains(stored.Watch.Id))
            return false;
        var file = _files.FirstOrDefault(file => file.Path == stored.Origin);
        // A file that is gone may have been renamed; while another has a fault, nobody knows whether that one is it.
        return file is null ? Faults.Count == 0 : file.Faults.Count == 0;
    }

    private static IReadOnlyList<string> Find(string pattern, string folder)
    {
        try
        {
            return WatchPattern.Find(pattern, folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static List<WatchFile> RefuseSharedIds(List<WatchFile> files)
    {
        var holders = files
            .SelectMany(file => file.Watches.Select(written => (written.Watch.Id, file.Path)))
            .ToLookup(held => held.Id, held => held.Path, StringComparer.Ordinal);
        return [.. files.Select(file => Refuse(file, written =>
            holders[written.Watch.Id].FirstOrDefault(path => path != file.Path) is { } other
                ? $"an id of its own: {other} has it too"
                : null))];
    }

    private static WatchFile Refuse(WatchFile file, Func<WrittenWatch, string?> expected)
    {
        var faults = file.Watches
            .Select(written => (written, Expected: expected(written)))
            .Where(judged => judged.Expected is not null)
            .Select(judged => new WatchFileFault(file.Path, judged.written.Line, judged.written.Column, $"the id '{judged.written.Watch.Id}'", judged.Expected!))
            .ToList();
        return faults.Count == 0 ? file : new WatchFile { Path = file.Path, Faults = faults };
    }
}
