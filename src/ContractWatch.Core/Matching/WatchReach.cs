using ContractWatch.Awards;
using ContractWatch.Matching.Names;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Whether a watch can match anything at all, and whether its words are too common: asked before it is saved.</summary>
public static class WatchReach
{
    /// <summary>Why the watch would match nothing, not even the vendor it names; null when it can match.</summary>
    public static string? WhyNothing(Watch watch, IMatcherFactory matchers)
    {
        if (watch.Vendor is not { } vendor)
            return watch.Agencies.Count + watch.Keywords.Count == 0 ? "it names no vendor, agency or keyword" : null;

        var matcher = matchers.For([new Watch { Id = watch.Id, Vendor = vendor }]);
        return Own(vendor).Any(own => matcher.Find(own).Count > 0)
            ? null
            : $"it would not match even {vendor.Name}: {matcher.Explain(Named(vendor.Name), watch.Id).Steps.LastOrDefault()}";
    }

    /// <summary>What is too common in the watch to say much, in words for the one who wrote it.</summary>
    public static IEnumerable<string> Warnings(Watch watch)
    {
        if (watch.Vendor is { Identifiers.Count: 0 } vendor && vendor.Names.All(IsCommon))
            yield return $"{string.Join(" and ", vendor.Names)} is an everyday word: most awards that have it are somebody else's; add identifiers, or names of several words";
        foreach (var keyword in watch.Vendor is null ? watch.Keywords.Where(EverydayWords.Alone) : [])
            yield return $"the keyword {keyword} is an everyday word and says little about an award";
    }

    private static bool IsCommon(string name) => FoldedName.Of(name) is { IsEmpty: false } folded && EverydayWords.Alone(folded.Core);

    /// <summary>Awards that are the vendor's if any is.</summary>
    private static IEnumerable<MatchSubject> Own(Vendor vendor) =>
    [
        .. vendor.Names.Select(Named),
        .. vendor.Identifiers.SelectMany(scheme => scheme.Value.Select(value => Named(vendor.Name) with
        {
            Recipient = new Recipient { Name = "SOMEBODY", Identifiers = Identifiers.Of([new(scheme.Key, value)]) },
        })),
        .. vendor.Products.Select(product => Named("SOMEBODY") with { Descriptions = [product] }),
    ];

    private static MatchSubject Named(string name) => new() { Recipient = new Recipient { Name = name } };
}
