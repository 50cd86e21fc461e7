namespace ContractWatch.Matching.Names;

/// <summary>How many letters must change, with a bound beyond which nobody counts.</summary>
public static class Edits
{
    private const int Longest = 64;

    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
    /// (optimal string alignment); <paramref name="bound"/> + 1 when there are more.
    /// </summary>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int bound)
    {
        if (Math.Abs(one.Length - other.Length) > bound || one.Length > Longest || other.Length > Longest)
            return bound + 1;
        Span<int> beforeLast = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var column = 0; column <= other.Length; column++)
            last[column] = column;

        for (var at = 1; at <= one.Length; at++)
        {
            row[0] = at;
            var least = at;
            for (var column = 1; column <= other.Length; column++)
            {
                var cost = one[at - 1] == other[column - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(last[column] + 1, row[column - 1] + 1), last[column - 1] + cost);
                if (at > 1 && column > 1 && one[at - 1] == other[column - 2] && one[at - 2] == other[column - 1])
                    edits = Math.Min(edits, beforeLast[column - 2] + 1);
                row[column] = edits;
                least = Math.Min(least, edits);
            }

            if (least > bound)
                return bound + 1;
            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return Math.Min(last[other.Length], bound + 1);
    }
}
