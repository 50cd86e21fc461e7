using System.Text;
using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Whose actions a question asks for: as the service filters them, and as each row is checked against.</summary>
internal abstract record Whose
{
    /// <summary>For people.</summary>
    public abstract string Name { get; }

    /// <summary>The filter that would have been ignored if rows of others come.</summary>
    public abstract string FilterName { get; }

    public abstract Filters Narrow(Filters filters);

    public abstract bool Includes(SearchRow row);

    public abstract bool Includes(AwardAction action);

    /// <summary>Smaller questions with the same answer together; none when there are none.</summary>
    public virtual IReadOnlyList<Whose> Parts => [];

    protected static string Listed(IEnumerable<AgencyName> agencies) => string.Join(", ", agencies.Select(agency => agency.Name));
}

/// <summary>
/// Awarded or funded by one of the agencies: an order that another agency places for ICE is ICE's. The service AND-s the two
/// lists, so this is two questions.
/// </summary>
internal sealed record OfAgencies(IReadOnlyList<AgencyName> Agencies) : Whose
{
    public AwardedBy Awarded => new(Agencies);

    public FundedBy Funded => new(Agencies);

    public override string Name => $"awarded or funded by {Listed(Agencies)}";

    public override string FilterName => "agencies";

    public override Filters Narrow(Filters filters) => throw new NotSupportedException("Ask for what is awarded and for what is funded.");

    public override bool Includes(SearchRow row) => Awarded.Includes(row) || Funded.Includes(row);

    public override bool Includes(AwardAction action) =>
        Agencies.Any(agency => agency.Is(action.AwardingAgency) || agency.Is(action.FundingAgency));
}

internal sealed record AwardedBy(IReadOnlyList<AgencyName> Agencies) : Whose
{
    public override string Name => $"awarded by {Listed(Agencies)}";

    public override string FilterName => "agencies (awarding)";

    public override IReadOnlyList<Whose> Parts => Agencies.Count < 2 ? [] : [.. Agencies.Select(agency => new AwardedBy([agency]))];

    public override Filters Narrow(Filters filters) => filters with { Agencies = [.. Agencies.Select(agency => agency.Awarding)] };

    public override bool Includes(SearchRow row) => Agencies.Any(agency => agency.Is(row.AwardingDepartment, row.AwardingAgency));

    public override bool Includes(AwardAction action) => Agencies.Any(agency => agency.Is(action.AwardingAgency));
}

internal sealed record FundedBy(IReadOnlyList<AgencyName> Agencies) : Whose
{
    public override string Name => $"funded by {Listed(Agencies)}";

    public override string FilterName => "agencies (funding)";

    public override IReadOnlyList<Whose> Parts => Agencies.Count < 2 ? [] : [.. Agencies.Select(agency => new FundedBy([agency]))];

    public override Filters Narrow(Filters filters) => filters with { Agencies = [.. Agencies.Select(agency => agency.Funding)] };

    public override bool Includes(SearchRow row) => Agencies.Any(agency => agency.Is(row.FundingDepartment, row.FundingAgency));

    public override bool Includes(AwardAction action) => Agencies.Any(agency => agency.Is(action.FundingAgency));
}

/// <summary>
/// Of one vendor, by a name or a UEI. The service also looks through the parent's name and UEI, which it does not return, so
/// no row can be said to lie outside.
/// </summary>
internal sealed record OfVendor(string Text) : Whose
{
    /// <summary>Not everybody may know that it is watched.</summary>
    public bool IsDiscreet { get; init; }

    public override string Name => IsDiscreet ? $"a watched vendor ({Observation.HashOf(Encoding.UTF8.GetBytes(Text))[..6]})" : $"recipient \"{Text}\"";

    public override string FilterName => "recipient_search_text";

    public override Filters Narrow(Filters filters) => filters with { Recipients = [Text] };

    public override bool Includes(SearchRow row) => true;

    public override bool Includes(AwardAction action) => Resembles(action.Recipient.Name, action.Recipient.Identifiers.Uei);

    public bool Resembles(SearchRow row) => Resembles(row.Recipient, row.Uei);

    private bool Resembles(string? name, string? uei) =>
        string.Equals(uei, Text, StringComparison.OrdinalIgnoreCase) || Letters(name).Contains(Letters(Text), StringComparison.Ordinal);

    private static string Letters(string? text) => string.Concat((text ?? "").ToUpperInvariant().Where(char.IsLetterOrDigit));
}

internal sealed record Everybodys : Whose
{
    public override string Name => "the whole government";

    public override string FilterName => "none";

    public override Filters Narrow(Filters filters) => filters;

    public override bool Includes(SearchRow row) => true;

    public override bool Includes(AwardAction action) => true;
}
