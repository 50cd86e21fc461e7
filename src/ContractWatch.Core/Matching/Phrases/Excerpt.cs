namespace ContractWatch.Matching.Phrases;

/// <summary>The surroundings of a hit, on one line, with the hit in double angle quotes.</summary>
public static class Excerpt
{
    private const int Margin = 40;

    public static string Around(string text, PhraseHit hit)
    {
        var start = Math.Max(0, hit.Start - Margin);
        var end = Math.Min(text.Length, hit.Start + hit.Length + Margin);
        while (start > 0 && start < hit.Start && !char.IsWhiteSpace(text[start - 1]))
            start++;
        while (end < text.Length && end > hit.Start + hit.Length && !char.IsWhiteSpace(text[end]))
            end--;
        var before = text[start..hit.Start];
        var after = text[(hit.Start + hit.Length)..end];
        var line = $"{(start > 0 ? "… " : "")}{before}«{text.Substring(hit.Start, hit.Length)}»{after}{(end < text.Length ? " …" : "")}";
        return string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
