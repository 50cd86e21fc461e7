using System.Globalization;
using System.Text;

namespace ContractWatch.Matching.Phrases;

/// <summary>Reads a text word by word, as hashes of their folded letters. A copy is a bookmark.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const byte Between = 0;
    private const byte Ampersand = 1;

    private static readonly byte[] Ascii = [.. Enumerable.Range(0, 128).Select(letter => FoldAscii((char)letter))];
    private static readonly ulong And = Add(Add(Add(Seed, 'A'), 'N'), 'D');

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the word's last character.</summary>
    public int End { get; private set; }

    public ulong Hash { get; private set; }

    public bool Next()
    {
        var all = _text;
        var at = End;
        while (at < all.Length && !(all[at] < 128 ? Ascii[all[at]] != Between : IsForeign(all[at])))
            at++;
        Start = at;
        if (at < all.Length && all[at] == '&')
        {
            End = at + 1;
            Hash = And;
            return true;
        }

        var hash = Seed;
        for (; at < all.Length; at++)
        {
            var letter = all[at];
            if (letter >= 128 ? !IsForeign(letter) : Ascii[letter] <= Ampersand)
                break;
            hash = letter < 128 ? Add(hash, Ascii[letter]) : Foreign(hash, letter);
        }

        End = at;
        Hash = hash;
        return at > Start;
    }

    private static ulong Add(ulong hash, int letter) => (hash ^ (uint)letter) * Prime;

    private static byte FoldAscii(char letter) =>
        letter == '&' ? Ampersand : char.IsAsciiLetterOrDigit(letter) ? (byte)char.ToUpperInvariant(letter) : Between;

    private static bool IsForeign(char letter) => char.IsLetterOrDigit(letter) || IsMark(letter);

    private static bool IsMark(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark;

    private static ulong Foreign(ulong hash, char letter)
    {
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (!IsMark(part))
                hash = Add(hash, char.ToUpperInvariant(part));
        }

        return hash;
    }
}
