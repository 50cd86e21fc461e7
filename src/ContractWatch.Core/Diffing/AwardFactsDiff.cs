using System.Globalization;
using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// What an award's own page says now beside what it said before. A ceiling can rise by a billion and an end move by years
/// without any action that moves money. What is obligated and paid follows from actions and is no change of its own.
/// </summary>
public static class AwardFactsDiff
{
    private static readonly string[] OfPeriod = ["end", "potentialEnd"];

    private static readonly (string Name, Func<Award, string?> Read)[] Facts =
    [
        ("ceiling", award => FactText.Of(award.Ceiling)),
        ("currentValue", award => FactText.Of(award.CurrentValue)),
        ("end", award => FactText.Of(award.End)),
        ("potentialEnd", award => FactText.Of(award.PotentialEnd)),
        ("parentAward", award => award.Parent?.Value),
        ("parentRecipient", award => award.Recipient?.ParentName),
        ("offersReceived", award => award.OffersReceived?.ToString(CultureInfo.InvariantCulture)),
        ("extentCompeted", award => award.ExtentCompeted),
    ];

    /// <param name="terms">How readings are judged.</param>
    /// <param name="before">The facts before.</param>
    /// <param name="version">How many different facts were read of the award before: A→B→A→B is three changes.</param>
    /// <param name="after">The facts now.</param>
    /// <param name="latest">The award's latest action, which the change is shown with.</param>
    public static IEnumerable<Change> Of(DiffTerms terms, Award before, int version, Award after, AwardAction latest)
    {
        var fields = Facts
            .Select(fact => new FieldChange(fact.Name, fact.Read(before), fact.Read(after)))
            .Where(field => field.New is not null && field.Old != field.New)
            .ToList();
        var ceiling = Ceiling(before, after);
        if (ceiling is { Before: { } old } && old != ceiling.After)
            yield return Change(ChangeKind.CeilingChanged, fields.FindAll(field => field.Name is "ceiling" or "currentValue"));
        if (fields.FindAll(field => OfPeriod.Contains(field.Name)) is { Count: > 0 } period)
            yield return Change(ChangeKind.PeriodChanged, period);
        // The value with exercised options follows from the options themselves.
        if (fields.FindAll(field => field.Old is not null && field.Name is not ("ceiling" or "currentValue") && !OfPeriod.Contains(field.Name)) is { Count: > 0 } others)
            yield return Change(ChangeKind.Correction, others);

        Change Change(ChangeKind kind, List<FieldChange> changed) => new()
        {
            Id = ChangeId.Of(terms.Feed, latest.Key with { Number = "", Twin = 0 }, kind, version, Text(changed, field => field.Old), Text(changed, field => field.New)),
            Kind = kind,
            Feed = terms.Feed,
            Action = latest,
            FirstSeen = terms.Now,
            Fields = changed,
            IsOfWholeAward = true,
            Ceiling = ceiling,
        };
    }

    /// <summary>A fact of an award by its name, as text; null when it is not published, or is no fact of a page.</summary>
    public static string? Text(Award award, string fact) => Facts.FirstOrDefault(known => known.Name == fact).Read?.Invoke(award);

    /// <summary>Null when the page gives none.</summary>
    public static Ceiling? Ceiling(Award? before, Award after) => after.Ceiling is { } now ? new Ceiling(before?.Ceiling, now) : null;

    private static string Text(IEnumerable<FieldChange> fields, Func<FieldChange, string?> side) =>
        string.Join('\n', fields.Select(field => $"{field.Name}={side(field)}"));
}
