using ContractWatch.Awards;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using CsvHelper;

namespace ContractWatch.Matching;

/// <summary>Rows of labelled name pairs, where the captures are at hand.</summary>
internal sealed record LabelledPair(string Watched, IReadOnlyList<string> Aliases, string Candidate, bool Same, bool Canadian)
{
    public Watch Watch => Subjects.Vendor("watched", Watched, [.. Aliases]);

    public MatchSubject Subject => new() { Recipient = new Recipient { Name = Candidate } };

    public static IReadOnlyList<LabelledPair> Read(string file)
    {
        using var csv = CsvReader.FromFile(PathOf(file), new CsvReaderOptions { Separator = ',' });
        var pairs = new List<LabelledPair>();
        while (csv.Read())
        {
            pairs.Add(new LabelledPair(
                csv.GetString("watched_name"),
                csv.GetString("watched_aliases").Split(';', StringSplitOptions.RemoveEmptyEntries),
                csv.GetString("candidate_name"),
                csv.GetString("label") == "1",
                csv.GetString("source").StartsWith("goc", StringComparison.Ordinal)));
        }

        return pairs;
    }

    public static string PathOf(string file)
    {
        Assert.SkipWhen(TestPaths.Captures is null, TestPaths.NoCaptures);
        var path = Path.Combine(TestPaths.Captures!, "matching", file);
        Assert.SkipUnless(File.Exists(path), TestPaths.NoCaptures);
        return path;
    }
}
