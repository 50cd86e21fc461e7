namespace ContractWatch.Matching.Names;

/// <summary>
/// Joins runs of one-character words: <c>U S A</c> is USA, <c>L 3</c> is L3. Runs that introduce another name become one
/// mark with a slash, which no folded word can contain: <c>C O</c> is <c>C/O</c>, <c>D B A</c> is <c>D/B/A</c>.
/// </summary>
internal static class SingleLetters
{
    /// <summary>Works in place and returns the new length.</summary>
    public static int Join(Span<char> folded)
    {
        var to = 0;
        for (var at = 0; at < folded.Length;)
        {
            if (to > 0)
                folded[to++] = ' ';
            var run = RunLength(folded[at..]);
            var end = run > 1 ? at + run * 2 - 1 : WordEnd(folded, at);
            to += run > 1 ? Squeeze(folded[at..end], folded[to..]) : Move(folded[at..end], folded[to..]);
            at = end + 1;
        }

        return to;
    }

    private static int WordEnd(ReadOnlySpan<char> folded, int at)
    {
        var space = folded[at..].IndexOf(' ');
        return space < 0 ? folded.Length : at + space;
    }

    /// <summary>How many one-character words stand at the start.</summary>
    private static int RunLength(ReadOnlySpan<char> rest)
    {
        var count = 0;
        while (count * 2 < rest.Length && (count * 2 + 1 == rest.Length || rest[count * 2 + 1] == ' '))
            count++;
        return count;
    }

    private static int Move(ReadOnlySpan<char> word, Span<char> into)
    {
        word.CopyTo(into);
        return word.Length;
    }

    private static int Squeeze(ReadOnlySpan<char> run, Span<char> into)
    {
        var isMark = run is "C O" or "O A" or "T A" or "D B A" or "F K A" or "A K A";
        var to = 0;
        foreach (var letter in run)
        {
            if (letter != ' ')
                into[to++] = letter;
            else if (isMark)
                into[to++] = '/';
        }

        return to;
    }
}
