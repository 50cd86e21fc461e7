using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.Recorded;

/// <summary>A recorded stretch of a feed: what could be seen of a few awards, and from which poll on.</summary>
internal sealed record Scenario
{
    /// <summary>Actions signed before this day are not part of the recording.</summary>
    public required DateOnly HistorySince { get; init; }

    /// <summary>The moments at which the source was looked at, in order.</summary>
    public required IReadOnlyList<DateTimeOffset> Polls { get; init; }

    public required IReadOnlyList<RecordedAward> Awards { get; init; }

    public static Scenario Of(ReadOnlySpan<byte> file) => JsonSerializer.Deserialize(file, ScenarioJson.Default.Scenario) ?? throw new JsonException("no recording");

    public static byte[] BundledFile()
    {
        using var file = typeof(Scenario).Assembly.GetManifestResourceStream(typeof(Scenario), "scenario.json")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Every action that a poll shows, with the place where it is recorded.</summary>
    public IEnumerable<(RecordedAward Award, RecordedAction Action, string Pointer)> SeenAt(int poll) =>
        from award in Awards.Index()
        from action in award.Item.Actions.Index()
        where action.Item.IsSeenAt(poll)
        select (award.Item, action.Item.At(poll), string.Create(CultureInfo.InvariantCulture, $"/awards/{award.Index}/actions/{action.Index}"));
}

internal sealed record RecordedAward
{
    public required string Key { get; init; }

    public required string Piid { get; init; }

    /// <summary>The supplier of every action that names no other.</summary>
    public required string Recipient { get; init; }

    public string? Uei { get; init; }

    public required string Agency { get; init; }

    public string? Naics { get; init; }

    public string? ProductOrService { get; init; }

    public required IReadOnlyList<RecordedAction> Actions { get; init; }
}

/// <summary>An action and what became of it. Numbers of polls count from 0.</summary>
internal sealed record RecordedAction
{
    public required string Number { get; init; }

    public required DateOnly Signed { get; init; }

    public required decimal Obligated { get; init; }

    public required string Description { get; init; }

    public string? Recipient { get; init; }

    /// <summary>The first poll that shows it.</summary>
    public int Published { get; init; }

    /// <summary>The first poll that shows it no more.</summary>
    public int? Withdrawn { get; init; }

    public IReadOnlyList<RecordedCorrection>? Corrected { get; init; }

    public bool IsSeenAt(int poll) => poll >= Published && (Withdrawn is null || poll < Withdrawn);

    /// <summary>As it is shown at a poll.</summary>
    public RecordedAction At(int poll) =>
        (Corrected ?? []).Where(correction => correction.Published <= poll).Aggregate(this, (action, correction) => action with
        {
            Signed = correction.Signed ?? action.Signed,
            Obligated = correction.Obligated ?? action.Obligated,
            Recipient = correction.Recipient ?? action.Recipient,
        });
}

/// <summary>Facts that were edited in place; what is null stayed.</summary>
internal sealed record RecordedCorrection
{
    public required int Published { get; init; }

    public DateOnly? Signed { get; init; }

    public decimal? Obligated { get; init; }

    public string? Recipient { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Scenario))]
internal sealed partial class ScenarioJson : JsonSerializerContext;
