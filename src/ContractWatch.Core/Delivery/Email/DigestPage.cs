using System.Globalization;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// A whole digest as plain pages, for whoever follows the link in a mail that had no room for it: told as the mail tells, but without its
/// administration, which concerns the subscriber alone. Nothing is loaded, no scripts, no address.
/// </summary>
public static class DigestPage
{
    /// <summary>So many awards a page stays light on a phone, however long the digest is.</summary>
    public const int AwardsOnAPage = 200;

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {MailHtml.StyleSources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="letter">As it is written again.</param>
    /// <param name="number">Which page, from 1 on; what is beyond the last is the last.</param>
    /// <param name="pageAt">The address of a page.</param>
    /// <param name="tableAt">The address of the table.</param>
    public static string Of(Letter letter, int number, Func<int, string> pageAt, string tableAt)
    {
        var awards = AlertText.Awards(letter.Changes).ToList();
        var last = (awards.Count + AwardsOnAPage - 1) / AwardsOnAPage;
        number = Math.Clamp(number, 1, last);
        var first = (number - 1) * AwardsOnAPage;
        var shown = AlertText.ByAward([.. awards.Skip(first).Take(AwardsOnAPage).SelectMany(award => award)], letter.Notes);
        var summary = DigestTitle.Summary(letter, awards.Count);
        return MailHtml.Of(new MailContent
        {
            Subject = DigestTitle.Of(letter, shown[0], summary),
            Summary = summary,
            Rest = last == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"Awards {first + 1} to {first + shown.Count} of {awards.Count} are shown here."),
            More = [.. Links(number, last, pageAt), new MailLink("Every change in a table that a spreadsheet opens", tableAt)],
            Stories = shown,
            IsDigest = true,
            Coverage = [],
            References = [$"message={letter.Message.Key}"],
        });
    }

    /// <summary>Every change, not only those that the mail had no room for.</summary>
    public static MailAttachment Table(Letter letter) => MailTable.Of(letter.Changes, letter.Notes, DigestTitle.Day(letter));

    private static IEnumerable<MailLink> Links(int number, int last, Func<int, string> pageAt)
    {
        if (number < last)
            yield return new MailLink(string.Create(CultureInfo.InvariantCulture, $"Next: page {number + 1} of {last}"), pageAt(number + 1));
        if (number > 1)
            yield return new MailLink(string.Create(CultureInfo.InvariantCulture, $"Back: page {number - 1} of {last}"), pageAt(number - 1));
    }
}
