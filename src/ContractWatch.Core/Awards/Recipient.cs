using System.Collections.Immutable;

namespace ContractWatch.Awards;

/// <summary>The supplier as published, not the company a user means by it.</summary>
public sealed record Recipient
{
    public required string Name { get; init; }

    public Identifiers Identifiers { get; init; } = Identifiers.None;

    public string? ParentName { get; init; }

    public Identifiers ParentIdentifiers { get; init; } = Identifiers.None;
}

/// <summary>Identifiers by scheme, such as <c>uei</c>, <c>duns</c>, <c>cage</c>, <c>lei</c>; schemes in lower case, values in upper case.</summary>
public sealed class Identifiers : IEquatable<Identifiers>
{
    public static readonly Identifiers None = new(ImmutableSortedDictionary<string, string>.Empty);

    private readonly ImmutableSortedDictionary<string, string> _byScheme;

    private Identifiers(ImmutableSortedDictionary<string, string> byScheme) => _byScheme = byScheme;

    public IReadOnlyDictionary<string, string> ByScheme => _byScheme;

    public string? Uei => _byScheme.GetValueOrDefault("uei");

    public static Identifiers Of(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var known = pairs
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .ToImmutableSortedDictionary(
                pair => pair.Key.ToLowerInvariant(),
                pair => pair.Value!.Trim().ToUpperInvariant(),
                StringComparer.Ordinal);
        return known.IsEmpty ? None : new Identifiers(known);
    }

    public static Identifiers OfUei(string? uei) => Of([new("uei", uei)]);

    public bool Equals(Identifiers? other) => other is not null && _byScheme.SequenceEqual(other._byScheme);

    public override bool Equals(object? obj) => Equals(obj as Identifiers);

    public override int GetHashCode() =>
        _byScheme.Aggregate(_byScheme.Count, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public override string ToString() => string.Join(' ', _byScheme.Select(pair => $"{pair.Key}:{pair.Value}"));
}
