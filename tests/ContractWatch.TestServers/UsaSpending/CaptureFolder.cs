using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using CsvHelper;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>One capture of a fiscal year's file.</summary>
/// <param name="FiscalYear">Such as <c>FY2026</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="Time">When it was taken, UTC.</param>
internal sealed record Capture(string FiscalYear, int Version, DateTime Time, IReadOnlyList<CapturedRow> Rows)
{
    /// <summary>Lines of each agency, repeated ones too.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    public string VersionName => string.Create(CultureInfo.InvariantCulture, $"v{Version:D4}");

    public bool HasKeys => Rows.Count > 0 && Rows[0].AwardKey.Length > 0;

    /// <summary>With the keys that other captures give the same numbers, and a made one where none does.</summary>
    public Capture WithKeysOf(IEnumerable<Capture> others)
    {
        if (HasKeys)
            return this;
        var keys = others.Where(other => other.HasKeys).SelectMany(other => other.Rows)
            .GroupBy(row => row.Piid, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First().AwardKey, StringComparer.Ordinal);
        return this with
        {
            Rows = [.. Rows.Select(row => row with { AwardKey = keys.GetValueOrDefault(row.Piid, $"CONT_AWD_{row.Piid}_{row.Agency}_-NONE-_-NONE-") })],
        };
    }
}

/// <summary>A line of a capture; equal lines are one.</summary>
internal sealed record CapturedRow(
    string Agency,
    string Piid,
    string Recipient,
    decimal Amount,
    DateOnly ActionDate,
    string Mod,
    string Psc,
    string Naics,
    string Description,
    string AwardKey)
{
    public (string, string) Key => (AwardKey, Mod);
}

/// <summary>Reads the folder <c>usaspending-cbp-ice</c>: <c>FY2026/v0002_20260213T123613_e79a8ae8.csv.gz</c> beside <c>FY2026/versions.tsv</c>.</summary>
internal static partial class CaptureFolder
{
    private const string Name = "usaspending-cbp-ice";

    /// <summary>The folder itself, or where it lies below the one given; null when there is none.</summary>
    public static string? Find(string? folder)
    {
        if (folder is null)
            return null;
        string[] places = [folder, Path.Combine(folder, Name), Path.Combine(folder, "captures", Name)];
        return places.FirstOrDefault(place => Directory.Exists(place) && FiscalYears(place).Any());
    }

    public static IEnumerable<string> FiscalYears(string folder) =>
        Directory.EnumerateDirectories(folder, "FY????").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path));

    /// <summary>The captures of one file in order of version.</summary>
    public static IEnumerable<Capture> Read(string folder, string fiscalYear)
    {
        var times = Times(Path.Combine(folder, fiscalYear, "versions.tsv"));
        var captures = new List<Capture>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, fiscalYear), "v*.csv.gz"))
        {
            var name = FileName().Match(Path.GetFileName(path));
            if (!name.Success)
                continue;
            var version = int.Parse(name.Groups["version"].Value, CultureInfo.InvariantCulture);
            var time = times.TryGetValue(version, out var listed) ? listed : Stamp(name.Groups["time"].Value);
            var lines = Rows(path).ToList();
            captures.Add(new Capture(fiscalYear, version, time, [.. lines.Distinct()])
            {
                Counts = lines.CountBy(line => line.Agency).ToDictionary(StringComparer.Ordinal),
            });
        }

        return captures.OrderBy(capture => capture.Version);
    }

    private static IEnumerable<CapturedRow> Rows(string path)
    {
        using var csv = CsvReader.Create(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (csv.Read())
        {
            yield return new CapturedRow(
                Text(csv, "Agency"),
                Text(csv, "Award ID"),
                Text(csv, "Recipient Name"),
                decimal.Parse(Text(csv, "Federal Action Obligation"), NumberStyles.Float, CultureInfo.InvariantCulture),
                DateOnly.ParseExact(Text(csv, "Action Date"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Text(csv, "Modification"),
                Text(csv, "Product/Service Description"),
                Text(csv, "NAICS Description"),
                Text(csv, "Transaction Description"),
                Text(csv, "Generated Award ID"));
        }
    }

    private static string Text(CsvReader csv, string column) =>
        csv.TryGetFieldIndex(column, out var index) ? string.Intern(csv.GetString(index)) : "";

    private static Dictionary<int, DateTime> Times(string path) => !File.Exists(path)
        ? []
        : File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length > 1).ToDictionary(
            cells => int.Parse(cells[0], CultureInfo.InvariantCulture),
            cells => DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture).UtcDateTime);

    private static DateTime Stamp(string text) => DateTime.ParseExact(
        text, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    [GeneratedRegex(@"^v(?<version>\d+)_(?<time>\d{8}T\d{6})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
