namespace ContractWatch.Feeds.UsaSpending;

/// <summary>A part of the scope with a history of its own: one agency, one vendor, everything.</summary>
/// <param name="Id">Its name in the cursor.</param>
internal sealed record ScopePart(string Id, ScopePartKind Kind, string Text, bool IsDiscreet = false);

internal enum ScopePartKind
{
    Agency,
    Vendor,
    Everything,
}

/// <summary>What the configured scope is made of, and the questions that ask for it.</summary>
internal sealed class ScopeParts
{
    public ScopeParts(UsaSpendingOptions options, FeedScope scope)
    {
        var agencies = options.Agencies.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct().Select(name => new AgencyName(name)).ToList();
        All = options.Scope switch
        {
            UsaSpendingScope.Agencies =>
                [.. agencies.Select(agency => new ScopePart($"agency:{agency.Name}", ScopePartKind.Agency, agency.Name))],
            UsaSpendingScope.Vendors =>
                [.. Terms(scope).Select(term => new ScopePart($"vendor:{term.Text}", ScopePartKind.Vendor, term.Text, term.IsDiscreet))],
            _ => [new ScopePart("everything", ScopePartKind.Everything, "")],
        };
        HoldsDefence = options.Scope == UsaSpendingScope.Vendors || agencies.Exists(agency => agency.IsDefence);
    }

    public IReadOnlyList<ScopePart> All { get; }

    /// <summary>Actions of the Department of Defense appear 90 days late; a vendor may have some anywhere.</summary>
    public bool HoldsDefence { get; }

    /// <summary>As few questions as ask for these parts, of these days.</summary>
    public static IEnumerable<Question> Questions(IReadOnlyCollection<ScopePart> parts, DateMeaning meaning, DaySpan span)
    {
        var agencies = parts.Where(part => part.Kind == ScopePartKind.Agency).Select(part => new AgencyName(part.Text)).ToList();
        if (agencies.Count > 0)
            yield return new Question(new OfAgencies(agencies), meaning, span);
        foreach (var part in parts.Where(part => part.Kind == ScopePartKind.Vendor))
            yield return new Question(new OfVendor(part.Text) { IsDiscreet = part.IsDiscreet }, meaning, span);
        if (parts.Any(part => part.Kind == ScopePartKind.Everything))
            yield return new Question(new Everybodys(), meaning, span);
    }

    /// <summary>As it can be searched for; null when it is too short. Control characters make the service fail.</summary>
    public static string? Term(VendorTerm vendor)
    {
        var text = new string([.. vendor.Text.Where(letter => !char.IsControl(letter))]).Trim();
        return text.Length >= 3 ? text : null;
    }

    /// <summary>Each text once; where one watch of several is discreet, so is the question.</summary>
    private static IEnumerable<(string Text, bool IsDiscreet)> Terms(FeedScope scope) =>
        from vendor in scope.VendorTerms
        let text = Term(vendor)
        where text is not null
        group vendor by text.ToUpperInvariant() into same
        orderby same.Key
        select (Term(same.First())!, same.Any(vendor => vendor.IsDiscreet));
}
