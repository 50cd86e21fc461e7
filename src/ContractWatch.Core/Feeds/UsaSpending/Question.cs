using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Which date a question's days are about.</summary>
internal enum DateMeaning
{
    /// <summary>The signing date of the action.</summary>
    Signed,

    /// <summary>FPDS <c>lastModifiedDate</c> of the action. It can be filtered by and is never returned.</summary>
    Modified,
}

/// <summary>One question to the search: whose actions, of which days, of which award types.</summary>
internal sealed record Question(Whose Whose, DateMeaning Meaning, DaySpan Span)
{
    public static readonly IReadOnlyList<string> AllTypes =
        ["A", "B", "C", "D", "IDV_A", "IDV_B", "IDV_B_A", "IDV_B_B", "IDV_B_C", "IDV_C", "IDV_D", "IDV_E"];

    public IReadOnlyList<string> Types { get; init; } = AllTypes;

    public string Name => $"{(Meaning == DateMeaning.Signed ? "signed" : "modified")} {Span}, {Whose.Name}";

    public Filters Filters => Whose.Narrow(new Filters
    {
        AwardTypes = Types,
        Periods =
        [
            new TimePeriod(
                UsaSpendingCalendar.Text(UsaSpendingCalendar.Clamped(Span.First)),
                UsaSpendingCalendar.Text(Span.Last),
                Meaning == DateMeaning.Signed ? "action_date" : "last_modified_date"),
        ],
    });

    /// <summary>Whether a row is what was asked for, as far as its fields tell.</summary>
    public bool Includes(SearchRow row) => Whose.Includes(row) && (Meaning != DateMeaning.Signed || Span.Includes(row.ActionDate));

    /// <summary>The same in smaller questions: by half the days, at one day by award type, then by agency. Empty when it cannot be split.</summary>
    public IReadOnlyList<Question> Split()
    {
        if (Span.Days > 1)
        {
            var (early, late) = Span.Halves();
            return [this with { Span = early }, this with { Span = late }];
        }

        return Types.Count > 1
            ? [.. Types.Select(type => this with { Types = [type] })]
            : [.. Whose.Parts.Select(part => this with { Whose = part })];
    }
}
