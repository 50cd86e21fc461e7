namespace ContractWatch.Matching.Candidates;

/// <summary>64-bit keys of words, and of words with one letter left out.</summary>
internal static class WordHash
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Shorter words and words with digits are not looked for misspelt.</summary>
    public const int ShortestMisspelt = 4;

    public const int LongestMisspelt = 32;

    public static ulong Of(ReadOnlySpan<char> word) => Spread(Add(Seed, word));

    /// <summary>Of two words written as one.</summary>
    public static ulong Of(ReadOnlySpan<char> head, ReadOnlySpan<char> tail) => Spread(Add(Add(Seed, head), tail));

    /// <summary>The key under which a word and its near misspellings meet; a kind of its own, so that it never equals <see cref="Of(ReadOnlySpan{char})"/>.</summary>
    public static ulong Near(ReadOnlySpan<char> word) => Spread(Add(Seed ^ 1, word));

    public static ulong NearWithout(ReadOnlySpan<char> word, int letter) => Spread(Add(Add(Seed ^ 1, word[..letter]), word[(letter + 1)..]));

    public static ulong Initials(ReadOnlySpan<char> initials) => Spread(Add(Seed ^ 2, initials));

    public static bool IsPlural(ReadOnlySpan<char> word) => word.Length >= 5 && word[^1] == 'S';

    public static bool CanBeMisspelt(ReadOnlySpan<char> word) =>
        word.Length is >= ShortestMisspelt and <= LongestMisspelt && !word.ContainsAnyInRange('0', '9');

    private static ulong Add(ulong hash, ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
            hash = (hash ^ letter) * Prime;
        return hash;
    }

    /// <summary>The table sorts by the upper bits, which the loop above mixes least.</summary>
    private static ulong Spread(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
