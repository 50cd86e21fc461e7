using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>A bundle as a file: a zip that holds the same bytes whoever writes it from the same ledger.</summary>
internal static class BundleFile
{
    public const string Manifest = "manifest.json";
    public const string Changes = "changes.json";
    public const string Matches = "matches.json";
    public const string Chain = "chain.txt";
    public const string Sums = "SHA256SUMS";
    private const string Guide = "README.txt";

    /// <summary>Foreign letters stand as they are.</summary>
    private static readonly BundleJson Shapes = new(new JsonSerializerOptions(BundleJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string AnswerName(long place) => string.Create(CultureInfo.InvariantCulture, $"answers/{place:D8}.gz");

    public static byte[] Write(Bundle bundle)
    {
        List<ZipPart> parts =
        [
            new(Guide, Encoding.UTF8.GetBytes(BundleGuide.Text)),
            new(Manifest, Json(bundle.Manifest, Shapes.BundleManifest)),
            new(Changes, Json(bundle.Changes, Shapes.IReadOnlyListBundledChange)),
            new(Matches, Json(bundle.Matches, Shapes.IReadOnlyListBundledMatches)),
            new(Chain, Encoding.ASCII.GetBytes(string.Concat(bundle.Chain.Select(Line)))),
            .. bundle.Entries.Select(entry => new ZipPart(AnswerName(entry.Place), entry.Observation.Packed)),
        ];
        return PlainZip.Write([.. parts, new ZipPart(Sums, SumsOf(parts))]);
    }

    /// <summary>The file's parts, once it is certain that they are complete and what the list of sums says they are.</summary>
    /// <exception cref="BundleException">They are not.</exception>
    public static Bundle Read(ReadOnlyMemory<byte> file)
    {
        var parts = PlainZip.Read(file);
        if (parts is not [.. var listed, { Name: Sums } sums])
            throw new BundleException(Sums, "the bundle does not end with it");
        if (SumsFault(listed, Encoding.UTF8.GetString(sums.Content.Span)) is { } fault)
            throw fault;
        if (listed is not [{ Name: Guide }, { Name: Manifest } manifest, { Name: Changes } changes, { Name: Matches } matches, { Name: Chain } chain, .. var bodies])
            throw new BundleException(BundleFault.Structure, $"it does not hold {Guide}, {Manifest}, {Changes}, {Matches}, {Chain} and answers, in this order");

        var told = Parsed(manifest, Shapes.BundleManifest);
        if (told.Format != BundleManifest.PresentFormat)
            throw new BundleException(Manifest, $"its format is \"{told.Format}\"; this program knows {BundleManifest.PresentFormat}");
        if (!told.Answers.Select(answer => AnswerName(answer.Place)).SequenceEqual(bodies.Select(body => body.Name), StringComparer.Ordinal))
            throw new BundleException(Manifest, "it names other answers than the bundle holds");
        return new Bundle
        {
            Manifest = told,
            Changes = Parsed(changes, Shapes.IReadOnlyListBundledChange),
            Matches = Parsed(matches, Shapes.IReadOnlyListBundledMatches),
            Chain = [.. Encoding.ASCII.GetString(chain.Content.Span).Split('\n')[..^1].Select(Link)],
            Entries = [.. told.Answers.Zip(bodies, Entry)],
        };
    }

    private static byte[] SumsOf(IEnumerable<ZipPart> parts) =>
        Encoding.ASCII.GetBytes(string.Concat(parts.Select(part => $"{Observation.HashOf(part.Content.Span)}  {part.Name}\n")));

    private static BundleException? SumsFault(IReadOnlyList<ZipPart> parts, string sums)
    {
        var expected = sums.Split('\n').Where(line => line.Length > 66).ToLookup(line => line[66..], line => line[..64], StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (!expected[part.Name].SequenceEqual([Observation.HashOf(part.Content.Span)]))
                return new BundleException(part.Name, $"its SHA-256 is not the one in {Sums}");
        }

        return Encoding.ASCII.GetString(SumsOf(parts)) == sums ? null : new BundleException(Sums, "it lists what the bundle does not hold, or in another order");
    }

    private static byte[] Json<T>(T value, JsonTypeInfo<T> shape) => [.. JsonSerializer.SerializeToUtf8Bytes(value, shape), (byte)'\n'];

    /// <summary>Nothing may stand there that a reader would pass over: written again, it must be the same.</summary>
    private static T Parsed<T>(ZipPart part, JsonTypeInfo<T> shape)
    {
        try
        {
            return JsonSerializer.Deserialize(part.Content.Span, shape) is { } value && !HoldsNull(part.Content.Span) && part.Content.Span.SequenceEqual(Json(value, shape))
                ? value
                : throw new BundleException(part.Name, "it is not as this program writes it");
        }
        catch (JsonException failure)
        {
            throw new BundleException(part.Name, $"it cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>What is null is left out, so null can only stand where something is missing from a list.</summary>
    private static bool HoldsNull(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
                return true;
        }

        return false;
    }

    private static string Line(LedgerLink link) => string.Create(CultureInfo.InvariantCulture, $"{link.Place} {link.Seal} {link.Link}\n");

    private static LedgerLink Link(string line) =>
        line.Split(' ') is [var place, var seal, var link] && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LedgerLink(number, seal, link)
            : throw new BundleException(Chain, "a line is not: PLACE SEAL LINK");

    private static LedgerEntry Entry(BundledAnswer answer, ZipPart body) => new()
    {
        Place = answer.Place,
        Feed = answer.Feed,
        Versions = answer.Versions,
        Seal = answer.Seal,
        Link = answer.Link,
        Observation = new Observation
        {
            Method = answer.Method,
            Url = answer.Url,
            Request = answer.Request,
            Status = answer.Status,
            Time = answer.Time,
            Sha256 = answer.Sha256,
            Packed = body.Content,
        },
    };
}
