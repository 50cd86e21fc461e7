namespace ContractWatch.Watches;

/// <summary>Guesses which word was meant.</summary>
internal static class NearestWord
{
    /// <summary>The word at most a third of its letters away; null when none is.</summary>
    public static string? Of(string typed, IEnumerable<string> words) =>
        words
            .Select(word => (Word: word, Edits: Edits(typed.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(guess => guess.Edits <= Math.Max(1, guess.Word.Length / 3))
            .OrderBy(guess => guess.Edits)
            .Select(guess => guess.Word)
            .FirstOrDefault();

    /// <summary><c>one of a, b, c</c>, and the nearest of them when something like it was typed.</summary>
    public static string Expected(string typed, IReadOnlyList<string> words)
    {
        var choice = $"one of {string.Join(", ", words)}";
        return Of(typed, words) is { } meant ? $"{choice}; did you mean '{meant}'?" : choice;
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var letter in from.Length > 64 ? from[..64] : from)
        {
            var diagonal = row[0]++;
            for (var column = 1; column <= to.Length; column++)
            {
                var cheapest = Math.Min(Math.Min(row[column], row[column - 1]) + 1, diagonal + (letter == to[column - 1] ? 0 : 1));
                (diagonal, row[column]) = (row[column], cheapest);
            }
        }

        return row[to.Length];
    }
}
