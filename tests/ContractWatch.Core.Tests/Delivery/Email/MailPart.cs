using System.Text;
using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.Email;

/// <summary>A part of a mail as it was sent, decoded.</summary>
internal sealed partial record MailPart(string ContentType, byte[] Content)
{
    /// <param name="mail">The whole mail, a character for each byte.</param>
    /// <param name="mediaType">The mail has one part of it.</param>
    public static MailPart Of(string mail, string mediaType)
    {
        var boundaries = string.Join('|', Boundary().Matches(mail).Select(found => Regex.Escape(found.Groups[1].Value)));
        var part = Regex.Split(mail, $@"\r\n--(?:{boundaries})(?:--)?\r\n").Select(text => text.Split("\r\n\r\n", 2))
            .Single(text => text.Length == 2 && text[0].Contains($"Content-Type: {mediaType}", StringComparison.OrdinalIgnoreCase));
        return new MailPart(Header(part[0], "Content-Type"), Header(part[0], "Content-Transfer-Encoding") switch
        {
            "quoted-printable" => Unquoted(part[1]),
            "base64" => Convert.FromBase64String(part[1]),
            _ => Encoding.Latin1.GetBytes(part[1]),
        });
    }

    private static string Header(string headers, string name) =>
        headers.Split("\r\n").Single(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];

    /// <summary>RFC 2045, section 6.7.</summary>
    private static byte[] Unquoted(string text) => Encoding.Latin1.GetBytes(
        Quoted().Replace(text.Replace("=\r\n", "", StringComparison.Ordinal), found => ((char)Convert.ToByte(found.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex("boundary=\"?([^\"\r\n;]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Quoted();
}
