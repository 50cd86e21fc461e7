using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace ContractWatch.Alerting;

/// <summary>
/// Text that others wrote, made harmless for the place where it is shown: it reads as what it is, and does nothing.
/// </summary>
public static class ForeignText
{
    /// <summary>Longest name that is repeated.</summary>
    public const int NameLength = 120;

    /// <summary>Longest sentence or description that is repeated.</summary>
    public const int SentenceLength = 500;

    private const string Cut = "…";
    private const string Apart = "&#8203;";

    private static readonly SearchValues<char> MarkdownMarks = SearchValues.Create(@"\`*_[]|~$");
    private static readonly SearchValues<char> EmojiName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-");
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n|%");

    /// <summary>
    /// One line for terminals, mail headers and plain text: control characters and line breaks become spaces, what reorders
    /// text is spelled out, what cannot be seen is left out, and what is too long is cut.
    /// </summary>
    public static string OneLine(string? text, int length = SentenceLength)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var line = new StringBuilder(Math.Min(text.Length, length + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length > length)
                break;
            Append(line, rune);
        }

        return Bounded(line.ToString().TrimEnd(), length);
    }

    /// <summary>For the content of an element or of a quoted attribute.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>
    /// For GitHub's Markdown, inside a line. Mentions, references to issues and addresses are recognised after Markdown has
    /// been rendered, so escaping is not enough for them: a zero-width space takes them apart
    /// (https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls).
    /// </summary>
    public static string Markdown(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '@' or '#' => safe.Append(text[i]).Append(Apart),
                ':' when i + 1 < text.Length && (text[i + 1] == '/' || char.IsLetter(text[i + 1]) || IsEmoji(text.AsSpan(i + 1))) => safe.Append(':').Append(Apart),
                '.' when EndsWith(text, i, "www") => safe.Append(Apart).Append('.'),
                '-' when EndsWith(text, i, "GH") => safe.Append(Apart).Append('-'),
                var mark when MarkdownMarks.Contains(mark) => safe.Append('\\').Append(mark),
                var mark => safe.Append(mark),
            };
        }

        return safe.ToString();
    }

    /// <summary>
    /// For a cell of a CSV file that a spreadsheet opens: what would run as a formula is shown as text, behind an apostrophe. So is what
    /// follows a semicolon, which begins a cell where spreadsheets separate by it, in quotes or not.
    /// </summary>
    public static string CsvCell(string text) =>
        string.Join(';', text.Split(';').Select(part => IsFormula(part) ? "'" + part : part));

    /// <summary>Signs of any width count, also behind what is not seen and behind quotes.</summary>
    private static bool IsFormula(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '"' && !IsNothing(rune))
                return FormulaStarts.Contains(rune.ToString().Normalize(NormalizationForm.FormKC)[0]);
        }

        return false;
    }

    private static bool IsNothing(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark;

    /// <summary>The rest of <c>:+1:</c> or <c>:100:</c>, behind the first colon.</summary>
    private static bool IsEmoji(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(EmojiName);
        return end > 0 && text[end] == ':';
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        else if (Reorders(rune.Value))
        {
            line.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        else if (!IsUnseen(rune))
        {
            line.Append(rune.ToString());
        }
    }

    /// <summary>Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9, section 2).</summary>
    private static bool Reorders(int value) =>
        value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Format characters, except the joiners that some scripts are written with.</summary>
    private static bool IsUnseen(Rune rune) =>
        rune.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Bounded(string line, int length)
    {
        if (line.Length <= length)
            return line;
        var elements = StringInfo.GetTextElementEnumerator(line);
        var end = 0;
        while (elements.MoveNext() && elements.ElementIndex + elements.GetTextElement().Length <= length - Cut.Length)
            end = elements.ElementIndex + elements.GetTextElement().Length;
        return string.Concat(line.AsSpan(0, end).TrimEnd(), Cut);
    }

    private static bool EndsWith(string text, int index, string word) =>
        index >= word.Length && text.AsSpan(index - word.Length, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
}
