using System.Globalization;
using System.Text;

namespace ContractWatch.Matching.Phrases;

/// <summary>Reads a text word by word, as hashes of their folded letters. A copy is a bookmark.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the word's last character.</summary>
    public int End { get; private set; }

    public ulong Hash { get; private set; }

    public bool Next()
    {
        var at = End;
        while (at < _text.Length && !IsWord(_text[at]))
            at++;
        Start = at;
        var hash = Seed;
        for (; at < _text.Length && IsWord(_text[at]) && (at == Start || _text[at] != '&'); at++)
        {
            hash = Fold(hash, _text[at]);
            if (_text[at] == '&')
            {
                at++;
                break;
            }
        }

        End = at;
        Hash = hash;
        return End > Start;
    }

    private static bool IsWord(char letter) =>
        letter < 0x80 ? char.IsAsciiLetterOrDigit(letter) || letter == '&' : char.IsLetterOrDigit(letter) || IsMark(letter);

    private static bool IsMark(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark;

    private static ulong Fold(ulong hash, char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter))
            return (hash ^ (char)(letter is >= 'a' and <= 'z' ? letter - 32 : letter)) * Prime;
        if (letter == '&')
            return Fold(Fold(Fold(hash, 'A'), 'N'), 'D');
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (!IsMark(part))
                hash = (hash ^ char.ToUpperInvariant(part)) * Prime;
        }

        return hash;
    }
}
