namespace ContractWatch.Watches;

/// <summary>The company a user means, under every name and number it goes by.</summary>
public sealed record Vendor
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Identifiers by lower-case scheme (<c>uei</c>, <c>duns</c>, <c>cage</c>, <c>lei</c>); values in upper case. A parent's identifier counts too.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Identifiers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Looked for in the descriptions of other vendors' awards.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>Names that are not this vendor, however alike.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IEnumerable<string> Names => Aliases.Prepend(Name);
}
