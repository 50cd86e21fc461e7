using System.Globalization;
using System.IO.Compression;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Benchmarks.Names;

/// <summary>
/// What the matcher is worth, on one page: labelled pairs, US and Canadian rows apart, beside simpler ways of the same run; the cases
/// of the people who asked, with the shipped watches; and an everyday brand put to every known name.
/// </summary>
internal static class MatchScore
{
    public static int Run(string[] args)
    {
        var folder = args is [var given] ? given : TestPaths.Captures is { } captures ? Path.Combine(captures, "matching") : null;
        if (folder is null || args.Length > 1)
            return Usage.Print();
        var pairs = LabelledPair.Read(Path.Combine(folder, "dev.csv"));
        Console.WriteLine($"{pairs.Count} labelled pairs; simpler ways, every answer they give a yes:");
        foreach (var (name, baseline) in Baselines.All)
            PairReport.PrintLine(name, pairs, [.. pairs.Select(pair => new PairAnswer(0, baseline(pair) ? Tier.Certain : null))]);
        Console.WriteLine("the product's answers:");
        PairReport.Print(pairs, [.. pairs.Select(Ask)]);
        Console.WriteLine("weights fitted without the vendor, ten folds:");
        PairReport.Print(pairs, FitModel.CrossValidated(pairs));
        PrintCases(Path.Combine(folder, "seed_cases.csv"));
        PrintBrand(Path.Combine(folder, "names_universe.txt.gz"));
        return 0;
    }

    private static PairAnswer Ask(LabelledPair pair)
    {
        var (score, tier, _) = MatchPairs.Answer(pair.Watched, string.Join(';', pair.Aliases), pair.Candidate);
        return new PairAnswer(score, Enum.TryParse<Tier>(tier, ignoreCase: true, out var reached) ? reached : null);
    }

    private static void PrintCases(string file)
    {
        var cases = LabelledPair.Read(file);
        var watches = WatchShelf.Read(["**/*.yaml"], Path.Combine(TestPaths.Root, "config", "watches")).Watches.Select(held => held.Watch).ToList();
        var matcher = new MatcherFactory().For(watches);
        var wrong = cases.Where(pair => IsTold(matcher, WatchOf(watches, pair.Watched).Id, pair.Candidate) != pair.Same).ToList();
        Console.WriteLine($"cases with the shipped watches: {cases.Count - wrong.Count} of {cases.Count} right");
        foreach (var pair in wrong)
            Console.WriteLine($"  wrong: {pair.Candidate} is {(pair.Same ? "" : "not ")}{pair.Watched}");
        Console.WriteLine($"cases with the names given alone: {cases.Count(pair => Ask(pair).Tier >= Tier.Likely == pair.Same)} of {cases.Count} right");
    }

    private static Watch WatchOf(List<Watch> watches, string vendor) =>
        watches.Find(watch => string.Equals(watch.Vendor?.Name, vendor, StringComparison.OrdinalIgnoreCase))
        ?? watches.First(watch => watch.Vendor?.Names.Contains(vendor, StringComparer.OrdinalIgnoreCase) == true);

    private static void PrintBrand(string file)
    {
        var matcher = new MatcherFactory().For([new Watch { Id = "apple", Vendor = new Vendor { Name = "Apple Inc.", Aliases = ["Apple"] } }]);
        var (names, told, contained, alike) = (0, 0, 0, 0);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        for (; reader.ReadLine() is { } name; names++)
        {
            told += IsTold(matcher, "apple", name) ? 1 : 0;
            contained += Baselines.Contains("Apple", name) ? 1 : 0;
            alike += Baselines.IsAlike("Apple", name) ? 1 : 0;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Apple in {names:N0} known names: {told} certain or likely; the word is in {contained}, FuzzySharp WeightedRatio >= 90 for {alike}"));
    }

    private static bool IsTold(IMatcher matcher, string watch, string name) =>
        matcher.Find(new MatchSubject { Recipient = new Recipient { Name = name } }).Any(match => match.WatchId == watch && match.Tier >= Tier.Likely);
}
