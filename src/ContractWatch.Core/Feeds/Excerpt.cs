using System.Globalization;
using System.Text;

namespace ContractWatch.Feeds;

/// <summary>Foreign text made fit for one line of a message: no control or invisible characters, runs of white space as one space.</summary>
internal static class Excerpt
{
    private const int Most = 200;

    public static string Of(ReadOnlySpan<byte> body) => Of(Encoding.UTF8.GetString(body[..Math.Min(body.Length, Most * 4)]));

    public static string Of(string text)
    {
        var line = new StringBuilder(Most);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Most)
                return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else
            {
                line.Append(IsPlain(rune) ? rune.ToString() : "\uFFFD");
            }
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
