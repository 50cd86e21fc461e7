using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Turns the nodes of a watch file into watches. It goes on after a fault, to find them all.</summary>
internal sealed class WatchFileReader(WatchFileFaults faults)
{
    private static readonly string[] FileKeys = ["watches", "notify"];
    private static readonly string[] WatchKeys = ["id", "vendor", "agencies", "keywords", "minimumAmount", "changes", "growth", "note", "notify"];

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
        var watch = new Watch
        {
            Id = id,
            Vendor = new VendorReader(faults).Read(keys.Find("vendor")),
            Agencies = _nodes.Names(keys.Find("agencies"), "a list of agencies"),
            Keywords = _nodes.Names(keys.Find("keywords"), "a list of phrases"),
            MinimumAmount = Amount(keys.Find("minimumAmount")),
            Changes = Changes(keys.Find("changes")),
            Growth = new GrowthReader(faults).Read(keys.Find("growth")),
            Note = Note(keys.Find("note")),
            Notify = new NotifyReader(faults).Read(id, keys.Find("notify")) ?? [.. everybody.Select(one => one with { WatchId = id })],
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

    private decimal Amount(YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true })
            return 0;
        if (node is YamlText { IsPlain: true } text
            && decimal.TryParse(text.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        faults.Add(node.Place, node.Kind, WatchRules.AmountRule);
        return 0;
    }

    private List<ChangeKind> Changes(YamlNode? node)
    {
        var names = ChangeKind.All.Select(kind => kind.Name).ToList();
        var kinds = new List<ChangeKind>();
        foreach (var one in _nodes.List(node, $"a list of {string.Join(", ", names)}"))
        {
            if (_nodes.Text(one, $"one of {string.Join(", ", names)}") is not { } name)
                continue;
            if (ChangeKind.Find(name) is not { } kind)
                faults.Add(one.Place, $"the change {Quoted.Of(name)}", NearestWord.Expected(name, names));
            else
                kinds.Add(kind);
        }

        return kinds;
    }

    private string? Note(YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true } || _nodes.Text(node, WatchRules.NoteRule) is not { } note)
            return null;
        if (!WatchRules.IsNote(note))
            faults.Add(node.Place, "a note that is too long or holds control characters", WatchRules.NoteRule);
        return note;
    }
}
