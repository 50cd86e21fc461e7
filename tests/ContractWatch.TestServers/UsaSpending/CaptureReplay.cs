namespace ContractWatch.TestServers.UsaSpending;

/// <summary>What of the captures is replayed.</summary>
public sealed record CaptureReplayOptions
{
    /// <summary>Files to replay, such as <c>FY2026</c>; empty for all.</summary>
    public IReadOnlyCollection<string> FiscalYears { get; init; } = [];

    /// <summary>The first version of a file that is replayed; it is the baseline its news are judged against.</summary>
    public IReadOnlyDictionary<string, int> From { get; init; } = new Dictionary<string, int>();

    /// <summary>Serves captures too whose paging broke off.</summary>
    public bool IncludeTruncated { get; init; }

    /// <summary>Serves captures too that have no award keys: those of later captures, or one made from number and agency, stand in.</summary>
    public bool IncludeKeyless { get; init; }

    /// <summary>Serves exactly what a capture holds, also without the rows that a later one has again.</summary>
    public bool Flicker { get; init; }

    /// <summary>USAspending derives names anew without restamping the action; true stamps them all the same.</summary>
    public bool StampRenames { get; init; }
}

/// <summary>One moment of the replay.</summary>
/// <param name="Time">When the newest of its captures was taken.</param>
/// <param name="Universe">What the source holds then.</param>
/// <param name="Versions">The version served of each file.</param>
/// <param name="Truth">The labels of the captures that arrive at this moment; none for a file's first.</param>
public sealed record CaptureDay(
    DateTimeOffset Time, Universe Universe, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<TruthEvent> Truth);

/// <summary>
/// The captures of <c>usaspending-cbp-ice</c> as the source they were taken from. A file that has no capture yet is served as
/// first captured; a row that one capture lost and a later one has again was never gone; where two files hold an action, the
/// capture taken later is right.
/// </summary>
public sealed class CaptureReplay
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Capture>> _files;
    private readonly CaptureReplayOptions _options;

    private CaptureReplay(
        IReadOnlyDictionary<string, IReadOnlyList<Capture>> files, IReadOnlyList<TruthEvent> truth, CaptureReplayOptions options)
    {
        (_files, _options, Truth) = (files, options, truth);
    }

    /// <summary>The files that are replayed, such as <c>FY2026</c>.</summary>
    public IEnumerable<string> FiscalYears => _files.Keys;

    /// <summary>The labels of the replayed versions, but for each file's first.</summary>
    public IReadOnlyList<TruthEvent> Truth { get; }

    /// <summary>The files there are labels for; none where there are no captures.</summary>
    public static IReadOnlyList<string> LabelledYears(string? folder = null) => CaptureFolder.Find(folder ?? TestPaths.Captures) is { } found
        ? [.. CaptureFolder.FiscalYears(found).Where(year => TruthEvent.Read(found, year).Any())]
        : [];

    /// <summary>The files there are no labels for.</summary>
    public static IReadOnlyList<string> UnlabelledYears(string? folder = null) => CaptureFolder.Find(folder ?? TestPaths.Captures) is { } found
        ? [.. CaptureFolder.FiscalYears(found).Except(LabelledYears(folder))]
        : [];

    /// <summary>The captures found from <paramref name="folder"/>, or null when there are none.</summary>
    /// <param name="folder">The folder of captures itself, or one above it; <see cref="TestPaths.Captures"/> when null.</param>
    public static CaptureReplay? Load(string? folder = null, CaptureReplayOptions? options = null)
    {
        var chosen = options ?? new CaptureReplayOptions();
        if (CaptureFolder.Find(folder ?? TestPaths.Captures) is not { } found)
            return null;
        var files = new SortedDictionary<string, IReadOnlyList<Capture>>(StringComparer.Ordinal);
        var truth = new List<TruthEvent>();
        foreach (var year in CaptureFolder.FiscalYears(found).Where(year => chosen.FiscalYears.Count == 0 || chosen.FiscalYears.Contains(year)))
        {
            var usable = Usable([.. CaptureFolder.Read(found, year)], chosen);
            if (usable.Count == 0)
                continue;
            files[year] = usable;
            var served = usable.Skip(1).Select(capture => capture.VersionName).ToHashSet(StringComparer.Ordinal);
            truth.AddRange(TruthEvent.Read(found, year).Where(one => served.Contains(one.Version)));
        }

        return files.Count == 0 ? null : new CaptureReplay(files, truth, chosen);
    }

    /// <summary>The moments in order. Rows that stay as they were are the same objects from one to the next.</summary>
    public IEnumerable<CaptureDay> Days()
    {
        var all = _files.Values.SelectMany(file => file).OrderBy(capture => capture.Time).ToList();
        var steps = _files.ToDictionary(file => file.Key, file => FileSteps.Of(file.Value, _options).ToList());
        var stamps = new RowStamps(_options.StampRenames);
        foreach (var time in all.Select(capture => capture.Time).Distinct())
        {
            var now = _files.ToDictionary(
                file => file.Key,
                file => steps[file.Key].LastOrDefault(step => step.Capture.Time <= time) ?? steps[file.Key][0]);
            if (now.Values.All(step => step.Capture.Time > time))
                continue;
            var rows = stamps.Next(now.Values.OrderByDescending(step => step.Capture.Time).SelectMany(step => step.Rows), time);
            yield return new CaptureDay(
                new DateTimeOffset(time, TimeSpan.Zero),
                new Universe(rows, DateOnly.FromDateTime(time)),
                now.ToDictionary(file => file.Key, file => file.Value.Capture.VersionName),
                [.. Truth.Where(one => now[one.FiscalYear] is var step && step.Capture.VersionName == one.Version && step.Capture.Time == time)]);
        }
    }

    private static List<Capture> Usable(IReadOnlyList<Capture> captures, CaptureReplayOptions options)
    {
        var usable = new List<Capture>();
        for (var i = 0; i < captures.Count; i++)
        {
            var capture = options.IncludeKeyless ? captures[i].WithKeysOf(captures) : captures[i];
            if (!capture.HasKeys || capture.Version < options.From.GetValueOrDefault(capture.FiscalYear))
                continue;
            if (options.IncludeTruncated || !Truncation.Suspected(capture, captures.Take(i)))
                usable.Add(capture);
        }

        return usable;
    }
}
