using ContractWatch.Feeds;

namespace ContractWatch.Delivery;

public sealed class LetterWriterTests
{
    [Fact]
    public async Task A_letter_says_how_far_the_feeds_it_tells_of_were_read_and_names_the_gaps_of_all_others()
    {
        var gap = new CoverageGap { Kind = GapKind.Poll, Since = Told.Noon, Reason = "503" };
        var (told, quiet, broken) = (new FeedCoverage("usaspending", Told.Noon, []), new FeedCoverage("quiet", Told.Noon, []), new FeedCoverage("broken", Told.Noon, [gap]));
        var (watch, change) = (Told.Watch("palantir", Told.Mail()), Told.Matched());
        var archive = new FakeArchive([watch], [change], told, quiet, broken);
        var writer = new LetterWriter(archive, archive, archive, archive, ["usaspending", "quiet", "broken"]);

        var letter = await writer.WriteAsync(AlertRouter.Route([change], [watch], Told.Noon), TestContext.Current.CancellationToken);

        letter.Coverage.ShouldBe([broken, told]);
    }
}
