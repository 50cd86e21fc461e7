using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Matching;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// What a mail shows of a letter, and what it leaves to the table that goes with it: the most severe awards and, of each, the most
/// severe changes, of equals the newest; all in the order they came.
/// </summary>
/// <param name="Stories">Of the awards that are shown.</param>
/// <param name="Shown">The changes they tell.</param>
/// <param name="Rest">All other changes.</param>
internal sealed record MailExtract(IReadOnlyList<AwardStory> Stories, IReadOnlyList<MatchedChange> Shown, IReadOnlyList<MatchedChange> Rest)
{
    /// <param name="letter">Everything that is told.</param>
    /// <param name="whole">A story of each of its awards.</param>
    /// <param name="room">How much is shown.</param>
    /// <param name="table">The name of the table.</param>
    public static MailExtract Of(Letter letter, IReadOnlyList<AwardStory> whole, MailRoom room, string table)
    {
        var stories = MostSevere(whole, room.Awards, story => story.Severity);
        var own = AlertText.Awards(letter.Changes).ToDictionary(changes => (changes[0].Change.Feed, changes[0].Change.FirstKey));
        var parts = stories.Select(story => Of(story, own[(story.Feed, story.FirstKnownAs)], letter.Notes, room.Changes, table)).ToList();
        var shown = parts.SelectMany(part => part.Shown).Select(told => told.Change.Id).ToHashSet(StringComparer.Ordinal);
        return new MailExtract(
            [.. parts.Select(part => part.Story)],
            [.. letter.Changes.Where(told => shown.Contains(told.Change.Id))],
            [.. letter.Changes.Where(told => !shown.Contains(told.Change.Id))]);
    }

    private static (AwardStory Story, IReadOnlyList<MatchedChange> Shown) Of(
        AwardStory whole, IReadOnlyList<MatchedChange> changes, IReadOnlyDictionary<string, string> notes, int most, string table)
    {
        if (whole.Changes.Count <= most)
            return (whole, changes);
        var stories = MostSevere([.. whole.Changes.Reverse()], most, change => change.Severity).Reverse().ToList();
        var ids = stories.Select(change => change.ChangeId).ToHashSet(StringComparer.Ordinal);
        var chains = changes.Where(told => ids.Contains(told.Change.Id)).Select(told => told.Change.Chain).OfType<Diffing.OffsetChain>().ToHashSet();
        // A chain is told where its last change stands: the others are told with it.
        var shown = changes.Where(told => ids.Contains(told.Change.Id) || (told.Change.Chain is { } chain && chains.Contains(chain))).ToList();
        var more = string.Create(CultureInfo.InvariantCulture, $"{changes.Count - shown.Count:N0} changes of this award, in the attached table {table}");
        return (whole with { Changes = stories, Facts = [.. whole.Facts, new Fact("More", more)], Reasons = AlertText.Of(shown, notes).Reasons }, shown);
    }

    private static IReadOnlyList<T> MostSevere<T>(IReadOnlyList<T> all, int most, Func<T, Severity> severity) => all.Count <= most
        ? all
        : [.. all.Index().OrderByDescending(one => severity(one.Item)).Take(most).OrderBy(one => one.Index).Select(one => one.Item)];
}

/// <summary>How much a mail shows at most.</summary>
internal sealed record MailRoom(int Awards, int Changes)
{
    /// <summary>More changes of one award than this are no mail to read.</summary>
    public const int MostChanges = 50;

    public bool IsLeast => Awards <= 1 && Changes <= 1;

    /// <summary>Fewer changes of each award first, then fewer awards.</summary>
    public MailRoom Less() => Changes > 1 ? this with { Changes = Changes * 3 / 4 } : this with { Awards = Awards * 3 / 4 };
}
