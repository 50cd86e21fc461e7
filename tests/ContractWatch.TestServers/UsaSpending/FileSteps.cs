namespace ContractWatch.TestServers.UsaSpending;

/// <summary>A capture and what the source held when it was taken: row key to its contents (more than one for twins).</summary>
internal sealed record FileStep(Capture Capture, IReadOnlyList<KeyValuePair<(string, string), IReadOnlyList<CapturedRow>>> Rows);

/// <summary>Turns the captures of one file into what the source held: what comes back was never gone.</summary>
internal static class FileSteps
{
    public static IEnumerable<FileStep> Of(IReadOnlyList<Capture> captures, CaptureReplayOptions options)
    {
        var lastSeen = new Dictionary<(string, string), int>();
        for (var i = 0; i < captures.Count; i++)
        {
            foreach (var row in captures[i].Rows)
                lastSeen[row.Key] = i;
        }

        var known = new Dictionary<(string, string), IReadOnlyList<CapturedRow>>();
        for (var i = 0; i < captures.Count; i++)
        {
            foreach (var group in captures[i].Rows.GroupBy(row => row.Key))
                known[group.Key] = [.. group];
            foreach (var key in known.Keys.Where(key => lastSeen[key] < i).ToList())
                known.Remove(key);
            yield return new FileStep(captures[i], options.Flicker ? Exactly(captures[i]) : [.. known]);
        }
    }

    private static List<KeyValuePair<(string, string), IReadOnlyList<CapturedRow>>> Exactly(Capture capture) =>
        [.. capture.Rows.GroupBy(row => row.Key).Select(group => KeyValuePair.Create<(string, string), IReadOnlyList<CapturedRow>>(group.Key, [.. group]))];
}
