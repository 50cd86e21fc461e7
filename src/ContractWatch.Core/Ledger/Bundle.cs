using System.Text.Json.Serialization;

namespace ContractWatch.Ledger;

/// <summary>What a bundle says of an award: everything but the answers themselves.</summary>
internal sealed record Bundle
{
    public required BundleManifest Manifest { get; init; }

    /// <summary>The changes of the award, oldest first.</summary>
    public required IReadOnlyList<BundledChange> Changes { get; init; }

    /// <summary>For the changes that concern a watch.</summary>
    public required IReadOnlyList<BundledMatches> Matches { get; init; }

    /// <summary>The ledger's chain, from the first answer in the bundle to the ledger's end when the bundle was written.</summary>
    public required IReadOnlyList<LedgerLink> Chain { get; init; }

    /// <summary>The answers, in the order of the manifest.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }
}

internal sealed record BundleManifest
{
    public const string PresentFormat = "contractwatch-evidence/1";

    public required string Format { get; init; }

    public required string Award { get; init; }

    /// <summary>Keys the award had before its source moved it; answers of that time show it under these.</summary>
    public required IReadOnlyList<string> FormerKeys { get; init; }

    public required string Feed { get; init; }

    /// <summary>What wrote the bundle; what read each answer stands with the answer.</summary>
    public required string WrittenBy { get; init; }

    /// <summary>The link before the first entry of <c>chain.txt</c>.</summary>
    public required string ChainBefore { get; init; }

    public required IReadOnlyList<BundledAnswer> Answers { get; init; }

    /// <summary>Recorded changes that nothing in the ledger proves.</summary>
    public required IReadOnlyList<LeftOutChange> LeftOut { get; init; }
}

/// <summary>An answer as received; its body is the entry <c>answers/PLACE.gz</c>.</summary>
internal sealed record BundledAnswer
{
    public required long Place { get; init; }

    public required string Feed { get; init; }

    public required string Method { get; init; }

    public required string Url { get; init; }

    public string? Request { get; init; }

    public required int Status { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Sha256 { get; init; }

    public required string Versions { get; init; }

    public required string Seal { get; init; }

    public required string Link { get; init; }
}

internal sealed record LeftOutChange(string Id, string Kind, string Award, string Action, string Reason);

/// <summary>Amounts are text, so that no reader makes a binary fraction of them.</summary>
internal sealed record BundledChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Award { get; init; }

    public required string Action { get; init; }

    public int Twin { get; init; }

    public IReadOnlyList<BundledAction>? Covers { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The action as it is published now; as it last was, when it was withdrawn.</summary>
    public required SortedDictionary<string, string> Facts { get; init; }

    public required IReadOnlyList<BundledField> Fields { get; init; }

    public string? ObligationBefore { get; init; }

    public BundledTotal? Total { get; init; }

    public BundledField? Ceiling { get; init; }

    public string? Page { get; init; }

    /// <summary>Where in the answers this stands.</summary>
    public required IReadOnlyList<BundledPlace> ReadAt { get; init; }
}

internal sealed record BundledAction(string Award, string Action, int Twin);

internal sealed record BundledField(string Name, string? Old, string? New);

internal sealed record BundledTotal(string Before, string After, bool IsWhole);

/// <param name="Answer">Its place in the ledger.</param>
/// <param name="Pointer">A JSON pointer; empty for the whole answer.</param>
internal sealed record BundledPlace(long Answer, string Pointer);

internal sealed record BundledMatches(string Change, IReadOnlyList<BundledMatch> Matches);

internal sealed record BundledMatch(string Watch, string Tier, string Route, double Score, IReadOnlyList<BundledEvidence> Evidence);

internal sealed record BundledEvidence(string Kind, string Text, double? Weight);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(IReadOnlyList<BundledChange>))]
[JsonSerializable(typeof(IReadOnlyList<BundledMatches>))]
internal sealed partial class BundleJson : JsonSerializerContext;
