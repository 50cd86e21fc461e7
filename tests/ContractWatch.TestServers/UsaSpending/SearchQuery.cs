using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>A transaction search as asked, after the checks the service makes.</summary>
internal sealed record SearchQuery(SearchFilters Filters, IReadOnlyList<string> Fields, string Sort, bool Descending, int Page, int Limit)
{
    public static SearchQuery Read(JsonObject body, IReadOnlySet<string> ignored)
    {
        var filters = SearchFilters.Read(body, ignored);
        var fields = Texts(body, "fields") ?? throw RefusalException.Of(422, "Missing value: 'fields' is a required field");
        if (fields.FirstOrDefault(field => !SearchFields.All.Contains(field)) is not null)
            throw RefusalException.Of(400, $"Field 'fields' is outside valid values [{Listed(SearchFields.All)}]");
        var sort = Text(body, "sort") ?? throw RefusalException.Of(422, "Missing value: 'sort' is a required field");
        if (!SearchFields.All.Contains(sort))
            throw RefusalException.Of(400, $"Field 'sort' is outside valid values [{Listed(SearchFields.All)}]");
        if (!fields.Contains(sort))
            throw RefusalException.Of(400, $"Sort value not found in fields: {sort}");
        var order = Text(body, "order") ?? "desc";
        if (order is not ("asc" or "desc"))
            throw RefusalException.Of(400, "Field 'order' is outside valid values ['asc', 'desc']");
        var page = Whole(body, "page", 1, null, 1);
        var limit = Whole(body, "limit", 1, 100, 10);
        CheckWindow(page, limit);
        return new SearchQuery(filters, fields, sort, order == "desc", page, limit);
    }

    /// <summary>The index answers at most 50,000 deep, and the service asks it for one row more than the page holds.</summary>
    private static void CheckWindow(int page, int limit)
    {
        if ((page - 1L) * limit >= Wire.Window)
        {
            throw RefusalException.Of(
                422,
                $"Page #{page} of size {limit} is over the maximum result limit ({Wire.Window}). " +
                "Consider using custom data downloads to obtain large data sets.");
        }

        if (((long)page * limit) + 1 > Wire.Window)
            throw new RefusalException(new Reply(503, ""));
    }

    public static string Listed(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"'{value}'"));

    public static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static IReadOnlyList<string>? Texts(JsonObject body, string name)
    {
        if (body[name] is not JsonArray array)
            return null;
        if (array.Any(one => one?.GetValueKind() != JsonValueKind.String))
            throw RefusalException.Of(400, $"Invalid value in '{name}'. '{array.ToJsonString()}' is not a valid type (array)");
        return [.. array.Select(one => one!.GetValue<string>())];
    }

    public static int Whole(JsonObject body, string name, int least, int? most, int usual)
    {
        if (body[name] is not { } node)
            return usual;
        if (!int.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw RefusalException.Of(400, $"Invalid value in '{name}'. '{node}' is not a valid type (integer)");
        if (value < least)
            throw RefusalException.Of(422, $"Field '{name}' value '{value}' is below min '{least}'");
        if (value > most)
            throw RefusalException.Of(422, $"Field '{name}' value '{value}' is above max '{most}'");
        return value;
    }
}
