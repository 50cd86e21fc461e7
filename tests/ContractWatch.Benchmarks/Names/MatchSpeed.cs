using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Matching.Phrases;
using ContractWatch.Watches;
using FuzzySharp;

namespace ContractWatch.Benchmarks.Names;

/// <summary>
/// How many published names a second one core puts to 1,000, 10,000 and 100,000 watches, beside FuzzySharp in the same run;
/// what the index costs; and how fast descriptions are searched for 10,000 phrases.
/// </summary>
internal static class MatchSpeed
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    public static int Run(string[] args)
    {
        if (args is not [var source])
            return Usage.Print();
        var names = Names(source);
        Console.WriteLine($"{names.Count} known names; {Enough.TotalSeconds:F0} s of processor time each, one thread");
        foreach (var count in (int[])[1_000, 10_000, 100_000])
            Measure(names, count);
        MeasureFuzzySharp(names, 1_000);
        MeasureTexts(names, 10_000);
        return 0;
    }

    private static void Measure(List<string> names, int count)
    {
        // Every other name is watched and the names between are published, so that most find nobody, as in a real feed.
        var step = Math.Max(2, names.Count / count);
        var watches = Enumerable.Range(0, count)
            .Select(at => new Watch { Id = at.ToString(CultureInfo.InvariantCulture), Vendor = new Vendor { Name = names[at * step % names.Count] } })
            .ToList();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var matcher = new MatcherFactory().For(watches);
        var built = Stopwatch.GetElapsedTime(started);
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6;
        var (asked, matched, rate) = PerSecond(names, name => matcher.Find(new MatchSubject { Recipient = new Recipient { Name = name } }).Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,7:N0} watches: {rate,9:N0} names/s ({asked:N0} asked, {matched:N0} matches); built in {built.TotalSeconds:F2} s, {megabytes:F0} MB"));
        GC.KeepAlive(matcher);
    }

    private static void MeasureFuzzySharp(List<string> names, int count)
    {
        var step = names.Count / count;
        var watched = Enumerable.Range(0, count).Select(at => names[at * step]).ToArray();
        var (asked, matched, rate) = PerSecond(names, name => watched.Count(one => Fuzz.WeightedRatio(one, name) >= 90));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,7:N0} watches: {rate,9:N0} names/s ({asked:N0} asked, {matched:N0} matches), FuzzySharp WeightedRatio >= 90, every pair"));
    }

    /// <summary>Rates are by processor time of this process, so that a busy machine does not spoil them.</summary>
    private static (int Asked, int Matched, double Rate) PerSecond(List<string> names, Func<string, int> find)
    {
        Ask(Enough);
        return Ask(Enough);

        (int, int, double) Ask(TimeSpan enough)
        {
            var (asked, matched) = (0, 0);
            var started = Environment.CpuUsage.TotalTime;
            while (Environment.CpuUsage.TotalTime - started < enough)
            {
                for (var batch = 0; batch < 64; batch++)
                    matched += find(names[(int)(asked++ * 7919L % names.Count)]);
            }

            return (asked, matched, asked / (Environment.CpuUsage.TotalTime - started).TotalSeconds);
        }
    }

    private static void MeasureTexts(List<string> names, int count)
    {
        var finder = new PhraseFinder(Enumerable.Range(0, count).Select(at => names[at * (names.Count / count)]));
        var text = string.Join(" AND LICENSES FOR ", names.Where((_, at) => at % 10 == 0));
        var hits = new List<PhraseHit>();
        for (var warm = 0; warm < 50; warm++)
            finder.Find(text, hits);
        var (read, found) = (0L, 0L);
        var started = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - started < Enough)
        {
            hits.Clear();
            finder.Find(text, hits);
            read += text.Length;
            found += hits.Count;
        }

        var rate = read / 1e6 / (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,7:N0} phrases: {rate,9:N0} MB of text/s ({found:N0} hits)"));
    }

    private static List<string> Names(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var names = new List<string>();
        while (reader.ReadLine() is { } name)
            names.Add(name);
        return names;
    }
}
