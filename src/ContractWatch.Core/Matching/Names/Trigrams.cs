namespace ContractWatch.Matching.Names;

/// <summary>Three letters in a row, and how many two words share.</summary>
internal static class Trigrams
{
    private const int Longest = 64;

    /// <summary>Twice the shared trigrams over all trigrams; the edges of the word count as letters.</summary>
    public static double Dice(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one[..Math.Min(one.Length, Longest)];
        other = other[..Math.Min(other.Length, Longest)];
        if (one.IsEmpty || other.IsEmpty)
            return 0;
        Span<long> first = stackalloc long[one.Length + 1];
        Span<long> second = stackalloc long[other.Length + 1];
        Fill(one, first);
        Fill(other, second);
        first.Sort();
        second.Sort();
        var (i, j, shared) = (0, 0, 0);
        while (i < first.Length && j < second.Length)
        {
            if (first[i] == second[j])
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            else if (first[i] < second[j])
                i++;
            else
                j++;
        }

        return 2.0 * shared / (first.Length + second.Length);
    }

    private static void Fill(ReadOnlySpan<char> word, Span<long> into)
    {
        for (var at = 0; at <= word.Length; at++)
            into[at] = Letter(word, at - 1) | Letter(word, at) << 16 | Letter(word, at + 1) << 32;
    }

    private static long Letter(ReadOnlySpan<char> word, int at) => at < 0 || at >= word.Length ? 1 : word[at];
}
