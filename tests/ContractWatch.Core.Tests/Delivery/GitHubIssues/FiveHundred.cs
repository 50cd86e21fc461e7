using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Five hundred alerts for one repository: 300 awards, 60 of them under two watches, of which some are changed later, up to four times.
/// No poll of them is so large that its alerts are rolled up.
/// </summary>
internal static class FiveHundred
{
    public const int Alerts = 500;
    public const int Issues = 360;

    private const int Awards = 300;
    private const int AwardsPerPoll = 80;
    private const int Rounds = 4;

    public static StoredWatch[] Watches { get; } = [Watch("palantir"), Watch("case-management")];

    public static IReadOnlyList<MatchedChange[]> Polls { get; } =
    [
        .. Enumerable.Range(0, Awards).Chunk(AwardsPerPoll).Select(places => places.Select(place => Matched(place, "0")).ToArray()),
        .. Enumerable.Range(1, Rounds).Select(round => Enumerable.Range(0, Awards).Where(place => IsChanged(place, round)).Select(place => Matched(place, $"P{round:00000}")).ToArray()),
    ];

    /// <summary>Every fifteenth award in every round, every tenth, which has two watches, in the first.</summary>
    private static bool IsChanged(int place, int round) => place % 15 == 1 || (round == 1 && place % 10 == 0);

    private static MatchedChange Matched(int place, string number)
    {
        var change = Told.Change(
            number == "0" ? ChangeKind.NewAward : ChangeKind.Modification,
            Told.Action(number, award: $"CONT_AWD_70CTD022FR{place:0000000}_7012_47QTCA19D00ML_4732"));
        return Told.Matched(
            place == 7 ? change with { Fields = [.. Enumerable.Range(0, 200).Select(_ => new FieldChange("description", new string('@', 400), new string('#', 400)))] } : change,
            place % 5 == 0 ? [Told.Match(), Told.Match("case-management")] : [Told.Match()]);
    }

    private static StoredWatch Watch(string id) => Told.Watch(id, Told.Issues(id));
}
