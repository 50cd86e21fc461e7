using System.Globalization;
using System.IO.Compression;
using ContractWatch.Matching.Names;

namespace ContractWatch.Benchmarks;

/// <summary>
/// Counts the words of known supplier names, one name a line, into the table the matcher ships. Spellings of one name that
/// fold to the same core count once; words of a single name are left out.
/// </summary>
internal static class BuildRarity
{
    public static int Run(string[] args)
    {
        if (args is not [var source, var version, var target])
            return Usage.Print();

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var spellings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Lines(source))
        {
            var name = FoldedName.Of(line);
            foreach (var word in name.Words.Distinct(StringComparer.Ordinal))
                spellings[word] = spellings.GetValueOrDefault(word) + 1;
            if (name.Words.Length == 0 || !seen.Add(name.Core))
                continue;
            foreach (var word in name.Words.Distinct(StringComparer.Ordinal))
                names[word] = names.GetValueOrDefault(word) + 1;
            first[name.Words[0]] = first.GetValueOrDefault(name.Words[0]) + 1;
        }

        var rows = names.Where(pair => pair.Value > 1)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value} {first.GetValueOrDefault(pair.Key)} {spellings[pair.Key]}"))
            .ToList();
        File.WriteAllText(target, string.Concat(rows.Prepend($"rarity {version} {seen.Count}").Select(row => row + "\n")));
        Console.WriteLine($"{rows.Count} words of {seen.Count} names, {new FileInfo(target).Length} bytes");
        return 0;
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
