using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Turns the nodes of a watch file into watches. It goes on after a fault, to find them all.</summary>
internal sealed class WatchFileReader(WatchFileFaults faults)
{
    private static readonly string[] FileKeys = ["watches", "notify"];
    private static readonly string[] WatchKeys = ["id", "vendor", "agencies", "keywords", "minimumAmount", "changes", "growth", "privacy", "note", "notify"];

    private readonly NodeReader _nodes = new(faults);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public IReadOnlyList<WrittenWatch> Watches(YamlNode root)
    {
        if (_nodes.Keys(root, "'watches:' and a list of watches", FileKeys) is not { } file)
            return [];
        var everybody = new NotifyReader(faults).Read("every-watch", file.Find("notify")) ?? [];
        if (file.Find("watches") is not { } list)
        {
            faults.Add(root.Place, "no key 'watches'", "'watches:' and a list of watches");
            return [];
        }

        return [.. _nodes.List(list, "a list of watches").Select(node => Watch(node, everybody)).OfType<WrittenWatch>()];
    }

    private WrittenWatch? Watch(YamlNode node, IReadOnlyList<Subscription> everybody)
    {
        var faultsBefore = faults.Count;
        if (_nodes.Keys(node, "a watch: 'id:' and what it looks for", WatchKeys) is not { } keys)
            return null;
        var (id, place) = Id(keys, node.Place);
        var wishes = new WishesReader(faults);
        var notify = new NotifyReader(faults).Read(id, keys.Find("notify")) ?? [.. everybody.Select(one => one with { WatchId = id })];
        var watch = new Watch
        {
            Id = id,
            Vendor = new VendorReader(faults).Read(keys.Find("vendor")),
            Agencies = _nodes.Names(keys.Find("agencies"), "a list of agencies"),
            Keywords = _nodes.Names(keys.Find("keywords"), "a list of phrases"),
            MinimumAmount = wishes.Amount(keys.Find("minimumAmount")),
            Changes = wishes.Changes(keys.Find("changes")),
            Growth = new GrowthReader(faults).Read(keys.Find("growth")),
            Privacy = PrivacyOf(keys.Find("privacy"), node.Place, notify),
            Note = wishes.Note(keys.Find("note")),
            Notify = notify,
        };
        if (faults.Count == faultsBefore && watch is { Vendor: null, Agencies.Count: 0, Keywords.Count: 0 })
            faults.Add(node.Place, "a watch that names nothing", WatchRules.NamesNothingRule);
        return new WrittenWatch(watch, place.Line, place.Column);
    }

    private (string Id, Place Place) Id(KeyedNodes keys, Place watch)
    {
        if (keys.IsNothing("id"))
        {
            faults.Add(watch, "a watch without id", $"'id:' with {WatchRules.IdRule}");
            return ("", watch);
        }

        var node = keys.Find("id")!;
        var id = _nodes.Text(node, WatchRules.IdRule) ?? "";
        if (id.Length > 0 && !WatchRules.IsId(id))
            faults.Add(node.Place, $"the id {Quoted.Of(id)}", WatchRules.IdRule);
        else if (id.Length > 0 && !_lines.TryAdd(id, node.Place.Line))
            faults.Add(node.Place, $"the id '{id}' again", $"an id of its own (it is already on line {_lines[id]})");
        return (id, node.Place);
    }

    private Privacy PrivacyOf(YamlNode? node, Place watch, IReadOnlyList<Subscription> notify)
    {
        var privacy = node is null ? Privacy.Public : new WishesReader(faults).OneOf<Privacy>(node, "the privacy class") ?? Privacy.Public;
        if (privacy != Privacy.Public && notify.Any(one => one.Channel == Subscription.GitHub))
            faults.Add(node?.Place ?? watch, "a repository told of a watch that is not public", "addresses only: what stands in a repository, others read");
        return privacy;
    }
}
