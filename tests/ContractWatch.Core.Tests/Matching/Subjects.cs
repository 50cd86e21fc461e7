using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Short ways to write watches and subjects.</summary>
internal static class Subjects
{
    public static readonly Watch Palantir = new()
    {
        Id = "palantir",
        Vendor = new Vendor
        {
            Name = "Palantir Technologies",
            Aliases = ["Palantir"],
            Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ["FSY4LVSBGWB7", "HNN4F9JZWDY8"] },
            Products = ["Foundry", "Gotham"],
            Exclude = ["PALANTIR.NET INC"],
        },
    };

    public static readonly Watch Amazon = new()
    {
        Id = "amazon",
        Vendor = new Vendor { Name = "Amazon Web Services", Aliases = ["AWS", "Amazon.com"] },
    };

    public static Watch Vendor(string id, string name, params string[] aliases) =>
        new() { Id = id, Vendor = new Vendor { Name = name, Aliases = aliases } };

    public static MatchSubject Award(string recipient, string description = "", string? uei = null) => new()
    {
        Recipient = new Recipient { Name = recipient, Identifiers = Identifiers.OfUei(uei) },
        Descriptions = description.Length == 0 ? [] : [description],
    };

    public static IMatcher Matcher(params Watch[] watches) => new MatcherFactory().For(watches);

    public static Match? Answer(this Watch watch, MatchSubject subject) => Matcher(watch).Find(subject).SingleOrDefault();
}
