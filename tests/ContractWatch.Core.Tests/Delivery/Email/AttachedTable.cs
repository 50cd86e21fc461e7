using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;

namespace ContractWatch.Delivery.Email;

/// <summary>The table of a mail as it was sent, with the headers that let a program save it as a file.</summary>
internal static partial class AttachedTable
{
    /// <summary>Its lines as a program reads them, by column.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Rows(Mail mail) => Rows(mail.Attachment!);

    public static IReadOnlyList<Dictionary<string, string>> Rows(MailAttachment table)
    {
        using var csv = CsvReader.Create(table.Content, new CsvReaderOptions { Separator = ',' });
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.Headers.Index().ToDictionary(column => column.Item.ToString(), column => csv.GetString(column.Index)));
        return rows;
    }

    public static string In(string mail)
    {
        var headers = mail.ReplaceLineEndings("\n").Split("\n\n", 2)[0];
        headers.ShouldContain("Content-Type: multipart/mixed");
        var part = Part().Match(mail.ReplaceLineEndings("\n"));
        part.Success.ShouldBeTrue();
        part.Groups["headers"].Value.ShouldContain("attachment");
        part.Groups["headers"].Value.ShouldContain("contractwatch-2026-08-13.csv");
        part.Groups["headers"].Value.ShouldContain("base64");
        return Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["content"].Value));
    }

    [GeneratedRegex(@"(?<headers>Content-Type: text/csv(?:.+\n)+)\n(?<content>[A-Za-z0-9+/=\n]+)")]
    private static partial Regex Part();
}
