namespace ContractWatch.TestServers.UsaSpending;

/// <summary>How the service looks for words: upper-case, the words of the phrase in a row, the last one a beginning.</summary>
internal static class SearchText
{
    public static Func<TransactionRow, bool> Recipient(string text)
    {
        Check(text);
        var wanted = text.ToUpperInvariant();
        return row => Phrase(wanted, row.Recipient) || Phrase(wanted, row.ParentName)
            || Begins(row.Uei, wanted) || Begins(row.ParentUei, wanted);
    }

    public static Func<TransactionRow, bool> Keyword(string text)
    {
        Check(text);
        if (text.Length < 3)
            throw RefusalException.Of(422, $"Field 'filters|keywords' value '{text}' is below min '3' characters");
        var wanted = text.ToUpperInvariant();
        return row => new[] { row.Recipient, row.ParentName, row.NaicsDescription, row.PscDescription, row.Description, row.Piid, row.Mod, row.Uei }
            .Any(field => Phrase(wanted, field));
    }

    public static Func<TransactionRow, bool> Description(string text)
    {
        Check(text);
        var wanted = text.ToUpperInvariant();
        return row => Phrase(wanted, row.Description);
    }

    /// <summary>Whether the field holds the words in a row.</summary>
    public static bool Says(string text, string? field)
    {
        Check(text);
        return Phrase(text.ToUpperInvariant(), field);
    }

    /// <summary>A control character in a text makes the service fail.</summary>
    private static void Check(string text)
    {
        if (text.Any(char.IsControl))
            throw new RefusalException(new Reply(500, FaultWriter.HtmlPage, "text/html"));
    }

    private static bool Begins(string? identifier, string wanted) => identifier?.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Phrase(string wanted, string? field)
    {
        if (string.IsNullOrEmpty(field))
            return false;
        var words = Words(wanted);
        var said = Words(field.ToUpperInvariant());
        for (var start = 0; words.Count > 0 && start + words.Count <= said.Count; start++)
        {
            var hit = true;
            for (var i = 0; hit && i < words.Count; i++)
            {
                hit = i == words.Count - 1
                    ? said[start + i].StartsWith(words[i], StringComparison.Ordinal)
                    : said[start + i] == words[i];
            }

            if (hit)
                return true;
        }

        return false;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inside && start < 0)
                start = i;
            if (!inside && start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        }

        return words;
    }
}
