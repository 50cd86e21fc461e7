using System.Globalization;
using System.Text.RegularExpressions;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// The table of all changes in an issue's body. It stands between markers of ours; what people write before and after it is theirs
/// and stays. A row carries the id of its change, so that it is never there twice.
/// </summary>
internal static partial class IssueTable
{
    private const string Begin = "<!-- contractwatch:v1 table -->";
    private const string End = "<!-- contractwatch:v1 /table -->";
    private const string Head = "| Seen | Change | Obligated so far |\n|---|---|---|";
    private const int LongestCell = 300;

    /// <summary>A row for each change of the letter.</summary>
    public static IEnumerable<string> Rows(Letter letter, AwardStory story)
    {
        var seen = letter.Changes.ToDictionary(told => told.Change.Id, told => told.Change.FirstSeen, StringComparer.Ordinal);
        return story.Changes.Select(change => Row(change, seen[change.ChangeId]));
    }

    public static string Of(IEnumerable<string> rows) => $"{Begin}\n{Head}\n{string.Join('\n', rows)}\n{End}";

    /// <summary>The body with these rows in its table, made at its end when somebody removed it; the same body when they are all there.</summary>
    /// <param name="body">As it is now.</param>
    /// <param name="rows">Rows to add.</param>
    /// <param name="longest">Characters the body may have: the oldest rows make room, their changes stand in the comments.</param>
    public static string With(string body, IEnumerable<string> rows, int longest)
    {
        var (start, end) = (body.IndexOf(Begin, StringComparison.Ordinal), body.IndexOf(End, StringComparison.Ordinal));
        var isThere = start >= 0 && end > start;
        var (before, after) = isThere ? (body[..start], body[(end + End.Length)..]) : (body.TrimEnd() + "\n\n", "\n");
        var known = isThere ? body[start..end].Split('\n').Where(line => ChangeIn(line) is not null).ToList() : [];
        var missing = rows.Where(row => !known.Exists(line => ChangeIn(line) == ChangeIn(row))).ToList();
        if (missing.Count == 0)
            return body;

        List<string> all = [.. known, .. missing];
        for (var dropped = 0; ; dropped++)
        {
            var left = dropped == 0 ? all : [string.Create(CultureInfo.InvariantCulture, $"| | {dropped} earlier changes are told in the comments | |"), .. all.Skip(dropped)];
            var whole = before + Of(left) + after;
            if (whole.Length <= longest || dropped == all.Count)
                return whole;
        }
    }

    private static string Row(ChangeStory change, DateTimeOffset seen) =>
        EscapingFormat.Markdown.Of($"| {seen.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} | {ForeignText.OneLine(change.Headline, LongestCell)} | {change.Total ?? ""} ")
        + $"<!-- change={change.ChangeId} --> |";

    private static string? ChangeIn(string line) => ChangeMarker.Match(line) is { Success: true } match ? match.Groups["id"].Value : null;

    [GeneratedRegex("<!-- change=(?<id>[0-9a-f]{32}) -->", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChangeMarker { get; }
}
