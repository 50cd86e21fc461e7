namespace ContractWatch.Matching.Names;

/// <summary>In what two names may differ and still be one name.</summary>
internal static class NameEquality
{
    /// <summary>Words that say what was overlooked, such as <c>legal form aside</c>; null when the names are not equal.</summary>
    public static string? Of(FoldedName listed, FoldedName published)
    {
        if (Same(listed.Core, published.Core))
            return "legal form aside";
        if (listed.Squashed.Length > 3 && Same(listed.Squashed, published.Squashed))
            return "legal form and spaces aside";
        if (listed.Squashed.Length == published.Squashed.Length && Same(listed.Sorted, published.Sorted))
            return "legal form and the order of words aside";
        if (listed.Squashed.Length > 3 && listed.Squashed[0] == published.Squashed[0] && Same(listed.Joined, published.Joined))
            return "spaces aside";
        return listed.IsCutOf(published) || published.IsCutOf(listed) ? "up to the 30th character, where one is cut" : null;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
