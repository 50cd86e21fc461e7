using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Where the feed stands. The source has no cursor of its own: windows overlap, and everything known is compared.</summary>
internal sealed record UsaSpendingCursor
{
    /// <summary>When the last poll that read the source began.</summary>
    public DateTimeOffset? LastRead { get; init; }

    /// <summary>When a poll last looked back far.</summary>
    public DateTimeOffset? LastDeep { get; init; }

    /// <summary>When everything since the history's beginning was last read.</summary>
    public DateTimeOffset? LastSweep { get; init; }

    /// <summary>What <c>awards/last_updated/</c> said before the last poll, verbatim.</summary>
    public string? SourceUpdated { get; init; }

    /// <summary>How much of its history each part of the scope has.</summary>
    public IReadOnlyDictionary<string, HistoryRead> History { get; init; } = new Dictionary<string, HistoryRead>();

    /// <exception cref="FeedException">The text is not a cursor of this feed.</exception>
    public static UsaSpendingCursor Read(FeedCursor cursor)
    {
        if (cursor.Json.Length == 0)
            return new UsaSpendingCursor();
        try
        {
            return JsonSerializer.Deserialize(cursor.Json, CursorJson.Default.UsaSpendingCursor) ?? new UsaSpendingCursor();
        }
        catch (JsonException failure)
        {
            throw new FeedException("the stored cursor is not one of this feed", failure);
        }
    }

    public FeedCursor Write() => new(JsonSerializer.Serialize(this, CursorJson.Default.UsaSpendingCursor));
}

/// <summary>Signing dates whose actions have been read, silently.</summary>
/// <param name="Since">The first one.</param>
/// <param name="Through">The last one so far.</param>
/// <param name="IsWhole">It once reached the day it was read on; windows have followed it since.</param>
internal sealed record HistoryRead(DateOnly Since, DateOnly Through, bool IsWhole = false);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UsaSpendingCursor))]
internal sealed partial class CursorJson : JsonSerializerContext;
