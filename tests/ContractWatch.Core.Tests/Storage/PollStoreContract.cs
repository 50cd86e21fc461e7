using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Storage;

/// <summary>What every store must do for a poll.</summary>
public abstract class PollStoreContract : StoreContract
{
    [Fact]
    public async Task A_feed_that_was_never_polled_stands_at_the_start()
    {
        var state = await Store.Polls.FeedAsync("never", Stop);

        state.ShouldBe(new FeedState("never", FeedCursor.Start, FeedHealth.Unknown));
        (await Store.Polls.FeedsAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_field_of_an_action_comes_back_as_it_was_kept()
    {
        KnownAction[] kept = [Sample.Known(), Sample.Fresh("CONT_AWD_A", "P00001"), Sample.Known("CONT_AWD_A", "P00001", 1), Bare("cont_awd_a"), Sample.Fresh("CONT_AWD_Ä")];
        await Store.Polls.CommitAsync(Sample.Commit() with { Actions = kept }, Stop);

        var recalled = await Recall("CONT_AWD_A", "cont_awd_a", "CONT_AWD_Ä", "CONT_AWD_UNSEEN", "CONT_AWD_A");

        Sample.Shown(InOrder(recalled)).ShouldBe(Sample.Shown(InOrder(kept)));
    }

    private static KnownAction Bare(string award) => new()
    {
        Action = new AwardAction { Key = new ActionKey(new AwardKey(award), ""), Recipient = new Recipient { Name = "" } },
        Revision = 1,
        FirstSeen = DateTimeOffset.UnixEpoch.AddTicks(-1),
    };

    private async Task<List<KnownAction>> Recall(params string[] awards)
    {
        var recalled = await Store.Polls.RecallAsync(Sample.Feed, [.. awards.Select(award => new AwardKey(award))], Stop);
        return [.. recalled.SelectMany(award => award)];
    }

    private static IEnumerable<KnownAction> InOrder(IEnumerable<KnownAction> actions) =>
        actions.OrderBy(known => known.Action.Key.ToString(), StringComparer.Ordinal);
}
