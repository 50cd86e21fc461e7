using ContractWatch.Awards;
using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Reads what a watch or a subscriber wishes to hear: kinds, amounts, hours, notes.</summary>
internal sealed class WishesReader(WatchFileFaults faults)
{
    public static readonly string[] Keys = ["at", "zone", "changes", "minimumAmount", "mutedUntil", "paused", "note"];

    private readonly NodeReader _nodes = new(faults);

    public Wishes Read(KeyedNodes keys) => new()
    {
        At = Hour(keys.Find("at")),
        Zone = Zone(keys.Find("zone")),
        Changes = Changes(keys.Find("changes")),
        MinimumAmount = Amount(keys.Find("minimumAmount")),
        MutedUntil = Day(keys.Find("mutedUntil")),
        Paused = Flag(keys.Find("paused")),
        Note = Note(keys.Find("note")),
    };

    public decimal Amount(YamlNode? node)
    {
        if (IsNothing(node))
            return 0;
        if (node is YamlText { IsPlain: true } text && WatchRules.AmountOf(text.Value) is { } amount)
            return amount;
        faults.Add(node!.Place, node.Kind, WatchRules.AmountRule);
        return 0;
    }

    public List<ChangeKind> Changes(YamlNode? node)
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

    public string? Note(YamlNode? node)
    {
        if (IsNothing(node) || _nodes.Text(node!, WatchRules.NoteRule) is not { } note)
            return null;
        if (!WatchRules.IsNote(note))
            faults.Add(node!.Place, "a note that is too long or holds control characters", WatchRules.NoteRule);
        return note;
    }

    /// <summary>A word of an enumeration, in lower case; null, and a fault, when it is none of them.</summary>
    public T? OneOf<T>(YamlNode node, string what)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
        if (_nodes.Text(node, $"one of {string.Join(", ", names)}") is not { } name)
            return null;
        if (names.Contains(name))
            return Enum.Parse<T>(name, ignoreCase: true);
        faults.Add(node.Place, $"{what} {Quoted.Of(name)}", NearestWord.Expected(name, names));
        return null;
    }

    private TimeOnly? Hour(YamlNode? node)
    {
        if (IsNothing(node) || _nodes.Text(node!, WatchRules.HourRule) is not { } text)
            return null;
        if (WatchRules.HourOf(text) is { } hour)
            return hour;
        faults.Add(node!.Place, $"the hour {Quoted.Of(text)}", WatchRules.HourRule);
        return null;
    }

    private string? Zone(YamlNode? node)
    {
        if (IsNothing(node) || _nodes.Text(node!, WatchRules.ZoneRule) is not { } zone)
            return null;
        if (!WatchRules.IsZone(zone))
            faults.Add(node!.Place, $"the time zone {Quoted.Of(zone)}", WatchRules.ZoneRule);
        return zone;
    }

    private DateOnly? Day(YamlNode? node)
    {
        if (IsNothing(node) || _nodes.Text(node!, WatchRules.DayRule) is not { } text)
            return null;
        if (WatchRules.DayOf(text) is { } day)
            return day;
        faults.Add(node!.Place, $"the day {Quoted.Of(text)}", WatchRules.DayRule);
        return null;
    }

    private bool Flag(YamlNode? node)
    {
        if (IsNothing(node))
            return false;
        if (node is YamlText { IsPlain: true, Value: "true" or "false" } text)
            return text.Value == "true";
        faults.Add(node!.Place, node.Kind, "true or false");
        return false;
    }

    private static bool IsNothing(YamlNode? node) => node is null or YamlText { IsNothing: true };
}
