namespace ContractWatch.Matching.Names;

/// <summary>Words inside a published name behind which another name begins.</summary>
internal static class NameMarks
{
    private static readonly string[][] Marks =
    [
        ["C/O"], ["D/B/A"], ["DBA"], ["O/A"], ["T/A"], ["F/K/A"], ["FKA"], ["A/K/A"], ["AKA"],
        ["DOING", "BUSINESS", "AS"], ["TRADING", "AS"], ["OPERATING", "AS"], ["FORMERLY"], ["FORMERLY", "KNOWN", "AS"], ["SITZ", "IN"],
        ["A", "DIVISION", "OF"], ["DIVISION", "OF"], ["A", "SUBSIDIARY", "OF"], ["A", "WHOLLY", "OWNED", "SUBSIDIARY", "OF"],
    ];

    /// <summary>How many words the mark at the start takes, or 0.</summary>
    public static int LengthAt(ReadOnlySpan<string> words)
    {
        var longest = 0;
        foreach (var mark in Marks)
        {
            if (mark.Length > longest && words.Length > mark.Length && words[..mark.Length].SequenceEqual(mark))
                longest = mark.Length;
        }

        return longest;
    }
}
