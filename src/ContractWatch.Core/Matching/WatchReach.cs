using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>
/// Whether a watch can match anything at all: the product's own matcher is asked for the very vendor the watch names. Beside
/// <see cref="WatchAdvice"/>, which reads the words, this sees how they work together.
/// </summary>
public static class WatchReach
{
    /// <summary>Why the watch would match nothing, not even the vendor it names; null when it can match.</summary>
    public static string? WhyNothing(Watch watch, IMatcherFactory matchers)
    {
        var fault = WatchAdvice.Of(watch).FirstOrDefault(advice => advice.IsFault)?.Text;
        if (watch.Vendor is not { } vendor)
            return fault;

        var matcher = matchers.For([new Watch { Id = watch.Id, Vendor = vendor }]);
        return Own(vendor).Any(own => matcher.Find(own).Count > 0)
            ? null
            : fault ?? $"The watch would not match even {vendor.Name}: {matcher.Explain(Named(vendor.Name), watch.Id).Steps[^1]}";
    }

    /// <summary>Awards that are the vendor's if any is.</summary>
    private static IEnumerable<MatchSubject> Own(Vendor vendor) =>
    [
        .. vendor.Names.Select(Named),
        .. vendor.Identifiers.SelectMany(scheme => scheme.Value.Select(value => new MatchSubject
        {
            Recipient = new Recipient { Name = "SOMEBODY", Identifiers = Identifiers.Of([new(scheme.Key, value)]) },
        })),
        .. vendor.Products.Select(product => Named("SOMEBODY") with { Descriptions = [product] }),
    ];

    private static MatchSubject Named(string name) => new() { Recipient = new Recipient { Name = name } };
}
