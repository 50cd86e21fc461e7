using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Matching;
using CsvHelper;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Changes as a table that a spreadsheet opens, a line for each: what a long digest has no room for. With a byte order mark,
/// without which Excel does not take it for UTF-8. Nothing in it runs as a formula.
/// </summary>
internal static class MailTable
{
    private static readonly string[] Columns =
    [
        "award", "vendor", "agency", "change", "severity", "what", "amount", "currency", "signed", "first seen (UTC)", "description",
        "why", "note", "official page", "feed", "award key", "change id",
    ];

    public static MailAttachment Of(IEnumerable<MatchedChange> changes, IReadOnlyDictionary<string, string> notes, DateOnly day)
    {
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { WriteByteOrderMark = true, Quoting = CsvQuoting.Always }, leaveOpen: true))
        {
            Line(csv, Columns);
            foreach (var told in changes)
                Line(csv, Cells(told, notes));
        }

        return new MailAttachment(FileName(day), "text/csv", content.ToArray());
    }

    public static string FileName(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"contractwatch-{day:yyyy-MM-dd}.csv");

    private static void Line(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }

    private static IEnumerable<string> Cells(MatchedChange told, IReadOnlyDictionary<string, string> notes)
    {
        var (change, action) = (told.Change, told.Change.Action);
        var amount = change.Subaward is { } subaward ? subaward.Amount : change.IsOfWholeAward ? null : action.Obligation;
        yield return Text(action.Piid ?? action.Key.Award.Value);
        yield return Text(action.Recipient.Name);
        yield return Text((action.AwardingAgency ?? action.FundingAgency)?.Name);
        yield return change.Kind.Name;
        yield return Severities.Of(change).ToString().ToLowerInvariant();
        yield return Text(ChangeSentences.Of(change));
        // A number of our own writing: a mark before its minus would make it text.
        yield return amount?.Value.ToString("0.00######", CultureInfo.InvariantCulture) ?? "";
        yield return Text(amount?.Currency);
        yield return (change.Subaward is { } dated ? dated.ActionDate : action.ActionDate)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        yield return change.FirstSeen.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        yield return Text(change.Subaward is { } passedOn ? passedOn.Description : action.Description);
        yield return Text(string.Join(' ', told.Matches.Select(MatchText.Of)));
        yield return Text(string.Join(" · ", told.Matches.Select(match => notes.GetValueOrDefault(match.WatchId)).Where(note => note is not null).Distinct()));
        yield return Text(change.Page?.AbsoluteUri);
        yield return change.Feed;
        yield return Text(action.Key.Award.Value);
        yield return change.Id;
    }

    private static string Text(string? foreign) => ForeignText.CsvCell(ForeignText.OneLine(foreign));
}
