using CsvHelper;

namespace ContractWatch.Benchmarks.Names;

/// <summary>A row of the labelled pairs: do the two names mean one vendor?</summary>
internal sealed record LabelledPair
{
    public required string Watched { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required string Candidate { get; init; }

    public required bool Same { get; init; }

    public required string Reason { get; init; }

    public required string Source { get; init; }

    public required string WatchedId { get; init; }

    public required string CandidateId { get; init; }

    public bool Canadian => Source.StartsWith("goc", StringComparison.Ordinal);

    public IEnumerable<string> Names => Aliases.Prepend(Watched);

    public static IReadOnlyList<LabelledPair> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' });
        var pairs = new List<LabelledPair>();
        while (csv.Read())
        {
            pairs.Add(new LabelledPair
            {
                Watched = csv.GetString("watched_name"),
                Aliases = csv.GetString("watched_aliases").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Candidate = csv.GetString("candidate_name"),
                Same = csv.GetString("label") == "1",
                Reason = csv.GetString("reason"),
                Source = csv.GetString("source"),
                WatchedId = csv.GetString(csv.TryGetFieldIndex("watched_id", out _) ? "watched_id" : "watched_name"),
                CandidateId = csv.GetString(csv.TryGetFieldIndex("candidate_id", out _) ? "candidate_id" : "candidate_name"),
            });
        }

        return pairs;
    }
}
