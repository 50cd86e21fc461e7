using ContractWatch.Watches;

namespace ContractWatch.Storage;

/// <summary>What every store must do for watches.</summary>
public abstract class WatchStoreContract : StoreContract
{
    private IWatchStore Watches => Store.Watches;

    [Fact]
    public async Task Every_field_of_a_watch_comes_back_as_it_was_saved()
    {
        Sample.EmptyFields(Sample.Watch()).ShouldBeEmpty("give the sample's new field a value");
        StoredWatch[] saved = [new(Sample.Watch(), "watches/a.yaml", Sample.Noon), new(new Watch { Id = "bare" }, StoredWatch.CommandLine, Sample.Noon.AddTicks(1))];
        foreach (var watch in saved)
            await Watches.SaveAsync(watch, Stop);

        Sample.Shown(await Watches.WatchesAsync(Stop)).ShouldBe(Sample.Shown(saved));
    }

    [Fact]
    public async Task A_watch_saved_again_replaces_the_one_with_its_id()
    {
        await Watches.SaveAsync(new StoredWatch(Sample.Watch(), "a.yaml", Sample.Noon), Stop);
        await Watches.SaveAsync(new StoredWatch(new Watch { Id = "acme", Note = "new" }, "b.yaml", Sample.Noon.AddDays(1)), Stop);

        var watch = (await Watches.WatchesAsync(Stop)).ShouldHaveSingleItem();
        watch.Watch.Note.ShouldBe("new");
        watch.Watch.Notify.ShouldBeEmpty();
        watch.Origin.ShouldBe("b.yaml");
    }

    [Fact]
    public async Task Watches_come_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "b", "a-1", "c", "a" })
            await Watches.SaveAsync(new StoredWatch(new Watch { Id = id }, "", Sample.Noon), Stop);

        (await Watches.WatchesAsync(Stop)).Select(watch => watch.Watch.Id).ShouldBe(["a", "a-1", "b", "c"]);
    }

    [Fact]
    public async Task A_removed_watch_is_gone_and_what_it_was_told_stays()
    {
        await Watches.SaveAsync(new StoredWatch(Sample.Watch(), "", Sample.Noon), Stop);
        await Store.Polls.CommitAsync(Sample.Commit() with { Changes = [Sample.Change("c1", watches: "acme")], Messages = [Sample.Message("m1", alerts: "a1")] }, Stop);

        (await Watches.RemoveAsync("acme", Stop)).ShouldBeTrue();
        (await Watches.RemoveAsync("acme", Stop)).ShouldBeFalse();

        (await Watches.WatchesAsync(Stop)).ShouldBeEmpty();
        (await AllAsync(Store.Changes.ChangesAsync(new() { WatchId = "acme" }, Stop))).Count.ShouldBe(1);
        (await AllAsync(Store.Outbox.MessagesAsync(null, Stop))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_watch_that_was_replaced_or_removed_the_most_discreet_class_is_kept()
    {
        async Task SaveAsync(string id, Privacy privacy) => await Watches.SaveAsync(new StoredWatch(Sample.Watch(id) with { Privacy = privacy }, "", Sample.Noon), Stop);
        foreach (var privacy in new[] { Privacy.Members, Privacy.Embargoed, Privacy.Public })
            await SaveAsync("acme", privacy);
        await SaveAsync("stays", Privacy.Embargoed);
        await SaveAsync("stays", Privacy.Embargoed);
        await SaveAsync("open", Privacy.Public);
        await Watches.RemoveAsync("acme", Stop);
        await Watches.RemoveAsync("open", Stop);
        await Watches.RemoveAsync("never there", Stop);

        (await (await AgainAsync()).Watches.FormerPrivacyAsync(Stop)).ShouldBe(
            new Dictionary<string, Privacy> { ["acme"] = Privacy.Embargoed, ["open"] = Privacy.Public }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_people_decided_outlives_the_watch()
    {
        await Watches.SaveAsync(new StoredWatch(Sample.Watch(), "", Sample.Noon), Stop);
        await Watches.SaveAsync([Sample.StoredSubscription()], Stop);
        await Watches.RemoveAsync("acme", Stop);

        (await Watches.SubscriptionsAsync(Stop)).ShouldHaveSingleItem().State.ShouldBe(SubscriptionState.Ended);
        await Watches.SaveAsync(new StoredWatch(Sample.Watch(), "", Sample.Noon), Stop);
        (await Watches.InForceAsync(Stop)).ShouldHaveSingleItem().Watch.Notify.ShouldBeEmpty("who left is not told again");
    }

    [Fact]
    public async Task Every_field_of_feedback_comes_back_as_it_was_recorded_the_oldest_first()
    {
        Sample.EmptyFields(Sample.Feedback()).ShouldBeEmpty("give the sample's new field a value");
        Feedback[] said = [Sample.Feedback("ÜBUNG '); --", Sample.Noon.AddTicks(-1)), Sample.Feedback(), Sample.Feedback("other") with { Kind = FeedbackKind.Exclude, TakenBack = null }];
        foreach (var one in new[] { said[1], said[0], said[2] })
            (await Watches.RecordAsync(one, Stop)).ShouldBeTrue();

        Sample.Shown(await (await AgainAsync()).Watches.FeedbackAsync(Stop)).ShouldBe(Sample.Shown(said));
    }

    [Fact]
    public async Task Feedback_is_recorded_once_and_taken_back_once()
    {
        var said = Sample.Feedback() with { TakenBack = null };
        (await Watches.RecordAsync(said, Stop)).ShouldBeTrue();
        (await Watches.RecordAsync(said with { By = "somebody else" }, Stop)).ShouldBeFalse();

        (await Watches.TakeBackAsync("none", new TakenBack("sam", Sample.Noon), Stop)).ShouldBeFalse();
        (await Watches.TakeBackAsync(said.Id, new TakenBack("sam", Sample.Noon), Stop)).ShouldBeTrue();
        (await Watches.TakeBackAsync(said.Id, new TakenBack("kim", Sample.Noon), Stop)).ShouldBeFalse();
        (await Watches.RecordAsync(said, Stop)).ShouldBeFalse();

        (await Watches.FeedbackAsync(Stop)).ShouldHaveSingleItem().ShouldBe(said with { TakenBack = new TakenBack("sam", Sample.Noon) });
    }

    [Fact]
    public async Task Feedback_outlives_its_watch()
    {
        await Watches.SaveAsync(new StoredWatch(Sample.Watch(), "", Sample.Noon), Stop);
        await Watches.RecordAsync(Sample.Feedback(), Stop);
        await Watches.RemoveAsync("acme", Stop);

        (await Watches.FeedbackAsync(Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_field_of_a_subscription_comes_back_and_the_latest_state_counts()
    {
        var (one, other) = (Sample.StoredSubscription(), Sample.StoredSubscription("other"));
        Sample.EmptyFields(one).ShouldBeEmpty("give the sample's new field a value");
        await Watches.SaveAsync([one with { State = SubscriptionState.Asked }, other], Stop);
        await Watches.SaveAsync([one], Stop);

        Sample.Shown(await (await AgainAsync()).Watches.SubscriptionsAsync(Stop)).ShouldBe(
            Sample.Shown(new[] { one, other }.OrderBy(subscription => subscription.Subscription.Id, StringComparer.Ordinal)));
    }
}
