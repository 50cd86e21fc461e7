using ContractWatch.Feeds.Recorded;
using ContractWatch.Feeds.UsaSpending;

namespace ContractWatch.Feeds;

/// <summary>Every source there is: a folder, and a line here.</summary>
public static class FeedCatalog
{
    public static readonly IReadOnlyList<FeedType> Types =
    [
        FeedType.Of<UsaSpendingOptions>(
            "UsaSpending",
            UsaSpendingAnswers.Format,
            options => options.Faults(),
            (options, parts) => new UsaSpendingFeed(
                parts.Id, options, parts.Http(UsaSpendingFeed.HttpOptions(options)), parts.Time, parts.Progress)),
        FeedType.Of<RecordedOptions>("Recorded", RecordedFeed.Answers, _ => [], (_, parts) => new RecordedFeed(parts.Id, parts.Time)),
    ];

    /// <summary>How an answer is read again; null when no source that is known answers so.</summary>
    public static AnswerFormat? FormatOf(Observation answer) => Types.Select(type => type.Answers).FirstOrDefault(format => format.IsOf(answer));

    public static FeedType? Find(string name) =>
        Types.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));
}
