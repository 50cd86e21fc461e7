namespace ContractWatch.Configuration;

/// <summary>The nearest of the known words, for people who mistyped one.</summary>
internal static class DidYouMean
{
    /// <summary><c>; did you mean Schedule?</c>, or the known words when none is near and they are few.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var words = known.Order(StringComparer.OrdinalIgnoreCase).ToList();
        var nearest = words.MinBy(candidate => Distance(word, candidate));
        if (nearest is not null && Distance(word, nearest) <= Math.Max(2, word.Length / 3))
            return $"; did you mean {nearest}?";
        return words.Count is > 0 and <= 20 ? $"; known here: {string.Join(", ", words)}" : "";
    }

    /// <summary>Levenshtein distance, case ignored.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
