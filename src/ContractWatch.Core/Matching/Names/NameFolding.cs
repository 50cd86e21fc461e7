using System.Globalization;
using System.Text;

namespace ContractWatch.Matching.Names;

/// <summary>
/// Folds a published name to upper-case words with one space between them: accents, punctuation and case go, runs of
/// single letters are joined (<c>U S A</c>, <c>L-3</c>), and the site codes that FPDS appends (<c>(3626)</c>) are dropped.
/// </summary>
public static class NameFolding
{
    /// <summary>Longer names are cut here, so that no name takes long; the longest published one has about 200 characters.</summary>
    public const int LongestName = 320;

    /// <summary>Room for <see cref="Fold(ReadOnlySpan{char}, Span{char})"/>: an ampersand or a ligature grows.</summary>
    public const int Room = LongestName * 5;

    public static string Fold(string name)
    {
        Span<char> room = stackalloc char[Room];
        return new string(room[..Fold(name, room)]);
    }

    /// <summary>Writes the folded name and returns its length; <paramref name="into"/> needs <see cref="Room"/> characters.</summary>
    public static int Fold(ReadOnlySpan<char> name, Span<char> into)
    {
        name = name[..Math.Min(name.Length, LongestName)];
        var length = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var letter = name[at];
            if (letter >= 0x80)
            {
                at += Foreign(name[at..], into, ref length) - 1;
                continue;
            }

            if (char.IsAsciiLetterOrDigit(letter))
                into[length++] = (char)(letter is >= 'a' and <= 'z' ? letter - 32 : letter);
            else if (letter == '(' && SiteCode(name[at..]) is var code and > 0)
                at += code - 1;
            else if (letter is '&' or '+')
            {
                length = And(into, length);
                at += name[at..].StartsWith("&amp;", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
            }
            else if (letter is '.' && NetworkName(name, at))
                Space(into, ref length);
            else if (letter is not ('.' or '\'' or '`'))
                Space(into, ref length);
        }

        return SingleLetters.Join(into[..length].TrimEnd(' '));
    }

    private static void Space(Span<char> into, ref int length)
    {
        if (length > 0 && into[length - 1] != ' ')
            into[length++] = ' ';
    }

    private static int And(Span<char> into, int length)
    {
        Space(into, ref length);
        "AND ".CopyTo(into[length..]);
        return length + 4;
    }

    /// <summary><c>(3626)</c>: the digits FPDS puts behind a name. Returns the length, or 0.</summary>
    private static int SiteCode(ReadOnlySpan<char> rest)
    {
        var end = 1;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
            end++;
        return end > 1 && end < rest.Length && rest[end] == ')' ? end + 1 : 0;
    }

    /// <summary>Whether the dot belongs to a network name such as <c>PALANTIR.NET</c>, where it separates two words.</summary>
    private static bool NetworkName(ReadOnlySpan<char> name, int dot)
    {
        if (dot < 3 || !char.IsAsciiLetterOrDigit(name[dot - 1]) || !char.IsAsciiLetterOrDigit(name[dot - 2]))
            return false;
        var end = dot + 1;
        while (end < name.Length && char.IsAsciiLetter(name[end]))
            end++;
        return end - dot >= 3;
    }

    /// <summary>Folds one character outside ASCII and returns how many UTF-16 units it took.</summary>
    private static int Foreign(ReadOnlySpan<char> rest, Span<char> into, ref int length)
    {
        if (Rune.DecodeFromUtf16(rest, out var rune, out var taken) != System.Buffers.OperationStatus.Done)
        {
            Space(into, ref length);
            return taken;
        }

        var plain = rune.Value switch
        {
            'ß' => "SS",
            'æ' or 'Æ' => "AE",
            'œ' or 'Œ' => "OE",
            'ø' or 'Ø' => "O",
            'ł' or 'Ł' => "L",
            'đ' or 'Đ' or 'ð' or 'Ð' => "D",
            'þ' or 'Þ' => "TH",
            'ı' => "I",
            '’' or '‘' or '´' => "",
            _ => null,
        };
        foreach (var part in plain ?? rune.ToString().Normalize(NormalizationForm.FormKD))
            FoldOne(part, into, ref length);
        return taken;
    }

    private static void FoldOne(char letter, Span<char> into, ref int length)
    {
        if (length + 2 >= into.Length)
            return;
        var category = CharUnicodeInfo.GetUnicodeCategory(letter);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
            return;
        if (char.IsLetterOrDigit(letter) || category is UnicodeCategory.SpacingCombiningMark)
            into[length++] = char.ToUpperInvariant(letter);
        else
            Space(into, ref length);
    }
}
