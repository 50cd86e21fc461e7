using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Reads who hears of a watch. Addresses are personal data, or hold tokens: no fault repeats one.</summary>
internal sealed class NotifyReader(WatchFileFaults faults)
{
    private const string Expected = "a list such as - { email: desk@example.org, every: daily } or - { github: owner/repository }";

    private static readonly string[] NotifyKeys = [.. AddressRule.All.Select(rule => rule.Channel), "every", .. WishesReader.Keys];

    private readonly NodeReader _nodes = new(faults);
    private readonly WishesReader _wishes = new(faults);

    /// <summary>Null when nothing is written, which is not the same as a list of nobody.</summary>
    public IReadOnlyList<Subscription>? Read(string watchId, YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true })
            return null;
        var heard = new Dictionary<string, int>(StringComparer.Ordinal);
        var subscriptions = new List<Subscription>();
        foreach (var one in _nodes.List(node, Expected))
        {
            if (Subscription(watchId, one) is not { } subscription)
                continue;
            if (!heard.TryAdd(subscription.Id, one.Place.Line))
                faults.Add(one.Place, "an address that is listed already", $"each address once (it is already on line {heard[subscription.Id]})");
            subscriptions.Add(subscription);
        }

        return subscriptions;
    }

    private Subscription? Subscription(string watchId, YamlNode node)
    {
        if (_nodes.Keys(node, Expected, NotifyKeys) is not { } keys)
            return null;
        var cadence = keys.Find("every") is { } every ? _wishes.OneOf<Cadence>(every, "the cadence") : null;
        var wishes = _wishes.Read(keys);
        return Addressed(watchId, node, keys) is { } subscription ? subscription with { Cadence = cadence ?? Cadence.Immediately, Wishes = wishes } : null;
    }

    private Subscription? Addressed(string watchId, YamlNode node, KeyedNodes keys)
    {
        switch (AddressRule.All.Where(rule => keys.Find(rule.Channel) is not null).ToList())
        {
            case [var rule]:
                return Address(keys.Find(rule.Channel)!, rule) is { } address ? new Subscription(watchId, rule.Channel, address) : null;
            case []:
                faults.Add(node.Place, "nobody to tell", string.Join(" or ", AddressRule.All.Select(rule => $"'{rule.Channel}:'")));
                return null;
            case var several:
                faults.Add(node.Place, $"{string.Join(" and ", several.Select(rule => rule.Channel))} in one entry", "an entry for each");
                return null;
        }
    }

    private string? Address(YamlNode node, AddressRule rule)
    {
        if (node is YamlText text && rule.Fits(text.Value))
            return text.Value;
        faults.Add(node.Place, node is YamlText { IsNothing: false } ? "something else" : node.Kind, rule.Words);
        return null;
    }
}
