using System.Text.Json;
using System.Text.RegularExpressions;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Lines;

/// <summary>Reads what <c>subscriptions export</c> wrote, by the rules of watch files: either every line is right, or all faults are told.</summary>
/// <param name="file">Its path, as it was typed.</param>
/// <param name="watches">Those that are known here; a subscription of another is kept for when its watch comes.</param>
/// <param name="now">Nothing in it can have happened later.</param>
internal sealed partial class SubscriptionFile(string file, IReadOnlyDictionary<string, Watch> watches, DateTimeOffset now)
{
    private readonly List<string> _faults = [];

    /// <exception cref="CommandException">With every fault. None repeats an address.</exception>
    public IReadOnlyList<StoredSubscription> Read(IEnumerable<string> lines)
    {
        var read = new List<StoredSubscription>();
        foreach (var (index, text) in lines.Index().Where(line => line.Item.Trim().Length > 0))
        {
            if (Parse(index + 1, text) is { } one)
                read.Add(one);
        }

        return _faults.Count == 0 ? read : throw new CommandException(string.Join('\n', _faults.Append("nothing was imported")));
    }

    private StoredSubscription? Parse(int line, string text)
    {
        try
        {
            var one = StoredText.ExportedSubscription(text);
            foreach (var fault in SubscriptionRules.Faults(one, watches.GetValueOrDefault(one.Subscription.WatchId), now))
                Add(line, fault.Found, fault.Expected);
            return one;
        }
        catch (JsonException fault)
        {
            // The parser's own words stay inside: they may repeat an address, and so may a place that somebody else named.
            Add(line, $"something else at {(fault.Path is { } path && OurPath().IsMatch(path) ? path : "$")}", "a subscription as 'subscriptions export' writes it");
            return null;
        }
    }

    private void Add(int line, string found, string expected) => _faults.Add($"{file}, line {line}: found {found}, expected {expected}");

    [GeneratedRegex(@"\A\$(\.(subscription|state|history|watchId|channel|address|cadence|wishes|at|zone|changes|minimumAmount|mutedUntil|paused|note|what|by|reason)|\[[0-9]+\])*\z", RegexOptions.NonBacktracking)]
    private static partial Regex OurPath();
}
