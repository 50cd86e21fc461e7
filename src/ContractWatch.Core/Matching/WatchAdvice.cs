using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>What somebody should know before a watch is saved.</summary>
/// <param name="IsFault">The watch can match nothing, or everything: it must not be saved.</param>
/// <param name="Text">One sentence.</param>
public sealed record WatchAdvice(bool IsFault, string Text)
{
    /// <summary>A word this common, in three hundred known names or more, stands in very many descriptions.</summary>
    private const double Jargon = .53;

    /// <summary>A name of words this common, in eight hundred known names or more, is hardly anybody's own.</summary>
    private const double Common = .45;

    public static IReadOnlyList<WatchAdvice> Of(Watch watch)
    {
        var advice = new List<WatchAdvice>();
        if (watch.Vendor is null && watch.Agencies.Count == 0 && watch.Keywords.Count == 0)
            advice.Add(new WatchAdvice(true, "The watch names no vendor, agency or keyword, so it would match everything."));
        if (watch.Vendor is { } vendor)
            advice.AddRange(OfVendor(vendor));
        advice.AddRange(watch.Keywords.Where(keyword => NameFolding.Fold(keyword).Length == 0)
            .Select(keyword => new WatchAdvice(true, $"The keyword '{keyword}' has no letter or digit, so it can be found nowhere.")));
        if (watch.Vendor is null && watch.Agencies.Count == 0)
        {
            advice.AddRange(watch.Keywords.Where(keyword => IsMadeOf(keyword, Jargon))
                .Select(keyword => new WatchAdvice(false, $"The keyword '{keyword}' stands in very many contracts.")));
        }

        return advice;
    }

    private static IEnumerable<WatchAdvice> OfVendor(Vendor vendor)
    {
        var names = VendorNames.Of([.. vendor.Names], RarityTable.Default);
        if (names.Weighed.Count == 0 && vendor.Identifiers.Values.All(values => values.Count == 0) && vendor.Products.Count == 0)
            yield return new WatchAdvice(true, "No name, identifier or product of the vendor can be compared, so the watch can match nothing.");
        foreach (var listed in vendor.Names.Where(name => FoldedName.Of(name).IsEmpty))
            yield return new WatchAdvice(names.Weighed.Count == 0, $"'{listed}' has nothing to compare by: too short, or legal words alone.");
        foreach (var name in names.Weighed.Where(name => name.Words is [{ IsEveryday: true }]))
            yield return new WatchAdvice(false, $"'{name.Name.Published}' is an everyday word: other companies that only begin with it are told weekly at most.");
        foreach (var name in names.Weighed.Where(name => IsMadeOf(name.Name.Core, Common)))
            yield return new WatchAdvice(false, $"'{name.Name.Published}' is made of words that very many companies have: expect names and descriptions of others.");
        foreach (var product in vendor.Products.Where(EverydayWords.Alone))
            yield return new WatchAdvice(false, $"The product '{product}' is an everyday word: it counts only beside another name of the vendor.");
        foreach (var product in vendor.Products.Where(product => !EverydayWords.Alone(product) && IsMadeOf(product, Jargon)))
            yield return new WatchAdvice(false, $"The product '{product}' stands in very many contracts.");
    }

    private static bool IsMadeOf(string phrase, double rarity) =>
        NameFolding.Fold(phrase) is { Length: > 0 } folded
        && folded.Split(' ').All(word => FoldedName.IsLink(word) || RarityTable.Default.Rarity(RarityTable.Default.Count(word).Names) < rarity);
}
