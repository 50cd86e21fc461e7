using System.Net;
using System.Text.Json;
using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Reads answers of the service again, as they were received: what they say follows from their bytes alone.</summary>
internal static class UsaSpendingAnswers
{
    public static readonly AnswerFormat Format = new("USAspending API v2", answer => answer.Url.Contains("/api/v2/", StringComparison.Ordinal), Retell);

    private static Retelling? Retell(Sighting sighting, AwardKey award)
    {
        var url = sighting.Observation.Url;
        if (url.EndsWith(SearchClient.SearchPath, StringComparison.Ordinal))
            return Row(sighting, award);
        if (url.EndsWith(AwardReader.TransactionsPath, StringComparison.Ordinal))
            return History(sighting.Observation, award);
        if (url.EndsWith(SubawardReader.ListPath, StringComparison.Ordinal))
            return Listed(sighting, award);
        if (url.EndsWith(SubawardReader.SearchPath, StringComparison.Ordinal))
            return Found(sighting, award);
        return url.EndsWith(AwardReader.PathOf(award), StringComparison.Ordinal) ? Page(sighting.Observation, award) : null;
    }

    private static Retelling? Row(Sighting sighting, AwardKey award)
    {
        var rows = JsonSerializer.Deserialize(sighting.Observation.Body(), WireJson.Default.SearchAnswer)?.Rows ?? [];
        var row = rows.Index().FirstOrDefault(row => SearchAnswer.PointerTo(row.Index) == sighting.Pointer);
        return row.Item.ValueKind == JsonValueKind.Object && ReadRow.Of(row.Item) is { Row: { } read } && read.AwardKey == award.Value
            ? new Retelling { Action = Actions.Of(read, twin: 0) }
            : null;
    }

    private static Retelling? History(Observation answer, AwardKey award)
    {
        var asked = JsonSerializer.Deserialize(answer.Request ?? "null", RequestJson.Default.TransactionsRequest);
        var listed = JsonSerializer.Deserialize(answer.Body(), WireJson.Default.TransactionsAnswer);
        return asked?.AwardKey == award.Value && listed is { Rows: { } rows, Page: { } page }
            ? new Retelling { Listed = [.. rows.Select(AwardReader.Action).OfType<PublishedAction>()], GoesOn = page.HasNext }
            : null;
    }

    /// <summary>A sub-award in the list of the award that was asked for.</summary>
    private static Retelling? Listed(Sighting sighting, AwardKey award)
    {
        var asked = JsonSerializer.Deserialize(sighting.Observation.Request ?? "null", RequestJson.Default.SubawardsRequest);
        var rows = JsonSerializer.Deserialize(sighting.Observation.Body(), WireJson.Default.SubawardsAnswer)?.Rows ?? [];
        return asked?.AwardKey == award.Value && At(rows, sighting) is { } row ? new Retelling { Subaward = Subawards.Of(row, award) } : null;
    }

    private static Retelling? Found(Sighting sighting, AwardKey award)
    {
        var rows = JsonSerializer.Deserialize(sighting.Observation.Body(), WireJson.Default.SubawardSearchAnswer)?.Rows ?? [];
        return At(rows, sighting) is { } row && row.PrimeKey == award.Value ? new Retelling { Subaward = Subawards.Of(row) } : null;
    }

    private static T? At<T>(IReadOnlyList<T> rows, Sighting sighting) where T : class =>
        rows.Index().FirstOrDefault(row => SearchAnswer.PointerTo(row.Index) == sighting.Pointer).Item;

    private static Retelling? Page(Observation answer, AwardKey award)
    {
        if (answer.Status == (int)HttpStatusCode.NotFound)
            return StatusRules.SaysSoItself(answer.Body()) ? new Retelling { IsGone = true } : null;
        var page = JsonSerializer.Deserialize(answer.Body(), WireJson.Default.AwardPage);
        return page?.Key is null ? null : new Retelling { Facts = AwardReader.Facts(award, page) };
    }
}
