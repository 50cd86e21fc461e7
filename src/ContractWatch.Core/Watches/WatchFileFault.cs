using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Something in a watch file that cannot be meant, where it stands, and what would be right.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="Column">From 1; 0 when the whole file is meant.</param>
/// <param name="Found">What stands there, shortened and harmless; never an address or a secret.</param>
/// <param name="Expected">What would be right.</param>
public sealed record WatchFileFault(string File, int Line, int Column, string Found, string Expected)
{
    /// <summary>As compilers say it: <c>file:line:column</c>.</summary>
    public string Place => Line == 0 ? File : $"{File}:{Line}:{Column}";

    public override string ToString() => $"{Place}: found {Found}, expected {Expected}";
}

/// <summary>Gathers the faults of one file, so that all are told at once.</summary>
internal sealed class WatchFileFaults(string file)
{
    private const int Most = 1_000;

    private readonly List<WatchFileFault> _found = [];

    public int Count => _found.Count;

    public IReadOnlyList<WatchFileFault> InOrder =>
        [.. _found.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    public void Add(Place place, string found, string expected) =>
        Add(new WatchFileFault(file, place.Line, place.Column, found, expected));

    public void AddWhole(string found, string expected) =>
        Add(new WatchFileFault(file, 0, 0, found, expected));

    private void Add(WatchFileFault fault)
    {
        if (_found.Count < Most)
            _found.Add(fault);
    }
}
