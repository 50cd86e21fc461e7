namespace ContractWatch.Feeds.UsaSpending;

/// <summary>A part of the scope with a history of its own: one agency's awards, one agency's money, one vendor, everything.</summary>
/// <param name="Id">Its name in the cursor.</param>
internal sealed record ScopePart(string Id, ScopePartKind Kind, string Text);

internal enum ScopePartKind
{
    Awarded,
    Funded,
    Vendor,
    Everything,
}

/// <summary>What the configured scope is made of, and the questions that ask for it.</summary>
internal sealed class ScopeParts
{
    private readonly IReadOnlyList<AgencyName> _agencies;

    public ScopeParts(UsaSpendingOptions options, FeedScope scope)
    {
        _agencies = [.. options.Agencies.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct().Select(name => new AgencyName(name))];
        All = options.Scope switch
        {
            UsaSpendingScope.Agencies =>
            [
                .. _agencies.Select(agency => new ScopePart($"awarded:{agency.Name}", ScopePartKind.Awarded, agency.Name)),
                .. _agencies.Select(agency => new ScopePart($"funded:{agency.Name}", ScopePartKind.Funded, agency.Name)),
            ],
            UsaSpendingScope.Vendors =>
                [.. Terms(scope).Select(term => new ScopePart($"vendor:{term}", ScopePartKind.Vendor, term))],
            _ => [new ScopePart("everything", ScopePartKind.Everything, "")],
        };
        HoldsDefence = options.Scope == UsaSpendingScope.Vendors || _agencies.Any(agency => agency.IsDefence);
    }

    public IReadOnlyList<ScopePart> All { get; }

    /// <summary>Actions of the Department of Defense appear 90 days late; a vendor may have some anywhere.</summary>
    public bool HoldsDefence { get; }

    /// <summary>As few questions as ask for these parts, of these days.</summary>
    public IEnumerable<Question> Questions(IReadOnlyCollection<ScopePart> parts, DateMeaning meaning, DaySpan span)
    {
        var awarded = Agencies(parts, ScopePartKind.Awarded);
        if (awarded.Count > 0)
            yield return new Question(new AwardedBy(awarded), meaning, span);
        var funded = Agencies(parts, ScopePartKind.Funded);
        if (funded.Count > 0)
            yield return new Question(new FundedBy(funded), meaning, span) { NotAwardedBy = _agencies };
        foreach (var part in parts.Where(part => part.Kind == ScopePartKind.Vendor))
            yield return new Question(new OfVendor(part.Text), meaning, span);
        if (parts.Any(part => part.Kind == ScopePartKind.Everything))
            yield return new Question(new Everybodys(), meaning, span);
    }

    private static List<AgencyName> Agencies(IEnumerable<ScopePart> parts, ScopePartKind kind) =>
        [.. parts.Where(part => part.Kind == kind).Select(part => new AgencyName(part.Text))];

    /// <summary>Control characters make the service fail.</summary>
    private static IEnumerable<string> Terms(FeedScope scope) => scope.VendorTerms
        .Select(term => new string([.. term.Text.Where(letter => !char.IsControl(letter))]).Trim())
        .Where(term => term.Length >= 3)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase);
}
