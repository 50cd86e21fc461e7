namespace ContractWatch.Matching.Candidates;

/// <summary>64-bit keys of words, and of words with one letter left out.</summary>
internal static class WordHash
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Of <see cref="Prime"/>, modulo 2 to the 64th.</summary>
    private const ulong Inverse = 14886173955864302971;

    /// <summary>Shorter words and words with digits are not looked for misspelt.</summary>
    public const int ShortestMisspelt = 4;

    public const int LongestMisspelt = 32;

    public static ulong Of(ReadOnlySpan<char> word) => Spread(Add(Seed, word));

    /// <summary>Of two words written as one.</summary>
    public static ulong Of(ReadOnlySpan<char> head, ReadOnlySpan<char> tail) => Spread(Add(Add(Seed, head), tail));

    /// <summary>The key under which a word and its near misspellings meet; a kind of its own, so that it never equals <see cref="Of(ReadOnlySpan{char})"/>.</summary>
    public static ulong Near(ReadOnlySpan<char> word) => Spread(Add(Seed ^ 1, word));

    /// <summary>
    /// The keys of a word with each of its letters left out. The hash is a sum of letters times powers, so that the
    /// word before and behind the gap need not be read again for every gap.
    /// </summary>
    public static void NearWithout(ReadOnlySpan<char> word, Span<ulong> into)
    {
        ulong behind = 0, power = 1;
        for (var letter = word.Length - 1; letter >= 0; letter--)
        {
            into[letter] = behind;
            behind += word[letter] * power;
            power *= Prime;
        }

        var before = Seed ^ 1;
        power = Power(word.Length - 1);
        for (var letter = 0; letter < word.Length; letter++)
        {
            into[letter] = Spread(before * power + into[letter]);
            before = before * Prime + word[letter];
            power *= Inverse;
        }
    }

    public static ulong Initials(ReadOnlySpan<char> initials) => Spread(Add(Seed ^ 2, initials));

    public static bool IsPlural(ReadOnlySpan<char> word) => word.Length >= 5 && word[^1] == 'S';

    public static bool CanBeMisspelt(ReadOnlySpan<char> word) =>
        word.Length is >= ShortestMisspelt and <= LongestMisspelt && !word.ContainsAnyInRange('0', '9');

    private static ulong Add(ulong hash, ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
            hash = hash * Prime + letter;
        return hash;
    }

    private static ulong Power(int exponent)
    {
        var power = 1UL;
        for (var at = 0; at < exponent; at++)
            power *= Prime;
        return power;
    }

    /// <summary>The table sorts by the upper bits, which the loop above mixes least.</summary>
    private static ulong Spread(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
