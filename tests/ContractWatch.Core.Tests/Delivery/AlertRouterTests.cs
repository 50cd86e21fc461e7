using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

public sealed class AlertRouterTests
{
    private const string OtherAward = "CONT_AWD_70B04C20F00000798_7014_HHSN316201500040W_7529";

    [Fact]
    public void One_message_for_each_address_and_award()
    {
        var changes = new[] { Told.Matched(), Told.Matched(Told.Change(action: Told.Action("P00005"))), Told.Matched(Told.Change(action: Told.Action(award: OtherAward))) };

        var messages = Route(changes, Told.Watch("palantir", Told.Mail(), Told.Mail(address: "other@example.org")));

        messages.Select(message => (message.Address, message.Award!.Split('_')[2], message.Alerts.Count)).ShouldBe([
            ("desk@example.org", "70CTD022FR0000170", 2),
            ("other@example.org", "70CTD022FR0000170", 2),
            ("desk@example.org", "70B04C20F00000798", 1),
            ("other@example.org", "70B04C20F00000798", 1),
        ]);
        messages.ShouldAllBe(message => message.Due == Told.Noon && message.State == MessageState.Owed);
    }

    [Fact]
    public void Two_watches_of_one_address_make_one_message_with_both_reasons()
    {
        var told = Told.Matched(null, Told.Match(), Told.Match("ice"));

        var message = Route([told], Told.Watch("palantir", Told.Mail()), Told.Watch("ice", Told.Mail("ice", "Desk@Example.org", Cadence.Daily))).ShouldHaveSingleItem();

        message.Alerts.Select(alert => alert.WatchId).ShouldBe(["palantir", "ice"]);
        message.Cadence.ShouldBe(Cadence.Immediately);
    }

    [Fact]
    public void A_repository_gets_a_message_for_each_watch_and_award()
    {
        var told = Told.Matched(null, Told.Match(), Told.Match("ice"));

        var messages = Route([told], Told.Watch("palantir", Told.Issues()), Told.Watch("ice", Told.Issues("ice")));

        messages.Select(message => message.Alerts.ShouldHaveSingleItem().WatchId).ShouldBe(["palantir", "ice"]);
        messages.Select(message => message.Key).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(Cadence.Daily, "2026-08-13T07:00:00Z")]
    [InlineData(Cadence.Weekly, "2026-08-17T07:00:00Z")]
    public void A_digest_takes_all_awards_and_waits_for_its_hour(Cadence cadence, string due)
    {
        var changes = new[] { Told.Matched(), Told.Matched(Told.Change(action: Told.Action(award: OtherAward))) };

        var message = Route(changes, Told.Watch("palantir", Told.Mail(cadence: cadence))).ShouldHaveSingleItem();

        message.Award.ShouldBeNull();
        message.Alerts.Count.ShouldBe(2);
        message.Due.ShouldBe(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_merely_possible_match_goes_into_the_weekly_digest_whatever_was_asked()
    {
        var told = Told.Matched(null, Told.Match(tier: Tier.Possible));

        Route([told], Told.Watch("palantir", Told.Mail())).ShouldHaveSingleItem().Cadence.ShouldBe(Cadence.Weekly);
    }

    [Fact]
    public void A_certain_match_takes_a_possible_one_of_the_same_address_along()
    {
        var told = Told.Matched(null, Told.Match(), Told.Match("ice", Tier.Possible));

        var message = Route([told], Told.Watch("palantir", Told.Mail()), Told.Watch("ice", Told.Mail("ice"))).ShouldHaveSingleItem();

        (message.Cadence, message.Alerts.Count).ShouldBe((Cadence.Immediately, 2));
    }

    [Fact]
    public void Kinds_and_amounts_nobody_asked_for_are_not_told()
    {
        var only = Told.Watch("palantir", Told.Mail());
        var bigNews = only with { Watch = only.Watch with { Changes = [ChangeKind.NewAward], MinimumAmount = 500_000 } };
        var changes = new[]
        {
            Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", 499_999))),
            Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", -500_000, OtherAward))),
            Told.Matched(Told.Change(ChangeKind.Modification)),
        };

        Route(changes, bigNews).ShouldHaveSingleItem().Award.ShouldBe(OtherAward);
    }

    [Fact]
    public void A_correction_reaches_whoever_was_told_of_the_larger_amount()
    {
        var watch = Told.Watch("palantir", Told.Mail());
        var big = watch with { Watch = watch.Watch with { MinimumAmount = 500_000 } };
        var shrunk = Told.Change(ChangeKind.Correction, Told.Action(obligation: 10)) with { ObligationBefore = Money.Usd(500_000) };

        Route([Told.Matched(shrunk)], big).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_seen_before_the_watch_is_history_to_it()
    {
        var watch = Told.Watch("palantir", Told.Mail()) with { Since = Told.Noon.AddTicks(1) };

        Route([Told.Matched()], watch).ShouldBeEmpty();
        Route([Told.Matched()], watch with { Since = Told.Noon }).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_match_of_a_watch_that_is_gone_is_told_to_nobody() => Route([Told.Matched()], Told.Watch("other", Told.Mail("other"))).ShouldBeEmpty();

    [Fact]
    public void The_same_changes_have_the_same_keys_in_any_order()
    {
        var watch = Told.Watch("palantir", Told.Mail());
        var changes = new[] { Told.Matched(), Told.Matched(Told.Change(action: Told.Action("P00005"))) };

        var key = Route(changes, watch).Single().Key;

        key.ShouldMatch("^[0-9a-f]{32}$");
        Route([.. changes.Reverse()], watch).Single().Key.ShouldBe(key);
        Route(changes[..1], watch).Single().Key.ShouldNotBe(key);
    }

    private static IReadOnlyList<OutboxMessage> Route(MatchedChange[] changes, params StoredWatch[] watches) => AlertRouter.Route(changes, watches, Told.Noon);
}
