using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>Sentences for what changes of an award or a vendor as a whole, whatever its actions do.</summary>
internal static class AwardSentences
{
    /// <summary>A ceiling can rise by a billion without a cent being obligated.</summary>
    public static string Ceiling(Change change)
    {
        if (change.Ceiling is not { Before: { } before, After: var after })
            return "The ceiling changed.";
        var verb = after.Value > before.Value ? "raised" : "lowered";
        var by = MoneyText.Absolute(new Money(after.Value - before.Value, after.Currency));
        return $"Ceiling {verb} by {by}: {MoneyText.Of(before)} → {MoneyText.Of(after)}.";
    }

    public static string Period(Change change)
    {
        var edits = change.Fields.Where(field => field.Name is "end" or "potentialEnd").Select(FactNames.Edit);
        return $"Period of performance changed: {string.Join("; ", edits.Select(edit => $"{edit.Fact} {edit.Old} → {edit.New}"))}.";
    }

    public static string Renamed(Change change)
    {
        var names = FactNames.Edit(change.Fields[0]);
        var actions = Math.Max(1, change.Covers.Count);
        var awards = Math.Max(1, change.Covers.Select(action => action.Award).Distinct().Count());
        return $"Renamed: {names.Old} is now published as {names.New}, on {Count(actions, "action")} of {Count(awards, "award")}.";
    }

    public static string Rekeyed(Change change)
    {
        var keys = FactNames.Edit(change.Fields[0]);
        return $"The source moved this award to another key, {keys.Old} → {keys.New}: it is neither new nor withdrawn.";
    }

    /// <summary>What took each other back, in the order of signing, and what remains of it.</summary>
    public static string Offset(OffsetChain chain)
    {
        var links = chain.Links.Select(link => $"{ForeignText.OneLine(link.Number, 40)}{Step(link.Step)} {MoneyText.Signed(link.Amount)}");
        return $"Offsetting actions: {string.Join(", ", links)}; net {(chain.Net.Value == 0 ? MoneyText.Of(chain.Net) : MoneyText.Signed(chain.Net))}.";
    }

    private static string Step(ChainStep step) => step == ChainStep.Published ? "" : $" {step.ToString().ToLowerInvariant()}";

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
