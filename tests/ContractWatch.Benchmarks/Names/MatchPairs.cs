using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;
using CsvHelper;

namespace ContractWatch.Benchmarks.Names;

/// <summary>Puts pairs of names to the product's own matcher, one pair at a time, names only.</summary>
internal static class MatchPairs
{
    private static readonly MatcherFactory Factory = new();

    /// <summary>Below every tier the score still orders pairs, so it is asked of the name model alone.</summary>
    public static int Run(string[] args)
    {
        if (args is not [var source, var target])
            return Usage.Print();
        using var csv = CsvReader.FromFile(source, new CsvReaderOptions { Separator = ',' });
        using var output = CsvWriter.ToFile(target, new CsvWriterOptions { NewLine = "\n" });
        csv.ReadHeader();
        var columns = csv.Headers.Count;
        foreach (var column in csv.Headers)
            output.WriteField(column);
        foreach (var column in (string[])["score", "tier", "reason"])
            output.WriteField(column);
        output.EndRecord();
        while (csv.Read())
        {
            for (var column = 0; column < columns; column++)
                output.WriteField(csv.GetString(column));
            var (score, tier, reason) = Answer(csv.GetString("watched_name"), Aliases(csv), csv.GetString("candidate_name"));
            output.WriteField(score.ToString("F4", CultureInfo.InvariantCulture));
            output.WriteField(tier);
            output.WriteField(reason);
            output.EndRecord();
        }

        return 0;
    }

    /// <summary>The aliases, divided by semicolons; the column may be missing.</summary>
    private static string Aliases(CsvReader csv) => csv.TryGetFieldIndex("watched_aliases", out _) ? csv.GetString("watched_aliases") : "";

    public static (double Score, string Tier, string Reason) Answer(string watched, string aliases, string candidate)
    {
        var watch = new Watch
        {
            Id = "watched",
            Vendor = new Vendor { Name = watched, Aliases = aliases.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        };
        var matcher = Factory.For([watch]);
        var explanation = matcher.Explain(new MatchSubject { Recipient = new Recipient { Name = candidate } }, watch.Id);
        return explanation.Match is { } match
            ? (match.Score, match.Tier.ToString().ToLowerInvariant(), string.Join("; ", match.Evidence.Select(evidence => evidence.Text)))
            : (explanation.NameScore, "none", string.Join("; ", explanation.Steps));
    }
}
