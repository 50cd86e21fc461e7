using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>What subscribers ask for, and what a watch's privacy class allows.</summary>
public sealed class WishesTests
{
    private static readonly MatchedChange Modification = Told.Matched();
    private static readonly MatchedChange Termination = Told.Matched(Told.Change(ChangeKind.Terminated, Told.Action("P00005", 0)));

    [Fact]
    public void Only_the_kinds_and_sizes_asked_for_are_told()
    {
        Told(new Wishes { Changes = [ChangeKind.Terminated] }).ShouldBe([ChangeKind.Terminated]);
        Told(new Wishes { MinimumAmount = 1_000_000 }).ShouldBe([ChangeKind.Modification]);
        Told(new Wishes { MinimumAmount = 1_000_001 }).ShouldBeEmpty();
        Told(Wishes.None).ShouldBe([ChangeKind.Modification, ChangeKind.Terminated], ignoreOrder: true);

        static IEnumerable<ChangeKind> Told(Wishes wishes)
        {
            var ids = new[] { Modification, Termination }.ToDictionary(told => told.Change.Id, told => told.Change.Kind);
            return Route(wishes).SelectMany(message => message.Alerts).Select(alert => ids[alert.ChangeId]);
        }
    }

    [Fact]
    public void Who_paused_hears_nothing() => Route(new Wishes { Paused = true }).ShouldBeEmpty();

    [Theory]
    [InlineData("Pacific/Auckland", "2026-08-13", 2)] // noon of the 12th in London is the 13th there
    [InlineData("Pacific/Honolulu", "2026-08-13", 0)]
    [InlineData("Pacific/Honolulu", "2026-08-12", 2)]
    public void Who_is_mute_hears_again_when_the_day_begins_where_they_are(string zone, string until, int told) =>
        Route(new Wishes { MutedUntil = DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), Zone = zone }).Sum(message => message.Alerts.Count).ShouldBe(told);

    [Fact]
    public void A_correction_reaches_who_was_told_whatever_kinds_they_ask_for()
    {
        var subscription = Delivery.Told.Mail() with { Wishes = new Wishes { Changes = [ChangeKind.NewAward], MinimumAmount = 9_000_000 } };
        var correction = Delivery.Told.Matched(Delivery.Told.Change(ChangeKind.Correction)) with { AlsoTo = [subscription.Id] };

        AlertRouter.Route([correction], [Delivery.Told.Watch("palantir", subscription)], Delivery.Told.Noon).ShouldHaveSingleItem();
    }

    [Fact]
    public void Digests_of_one_address_at_two_hours_are_two()
    {
        var told = Delivery.Told.Matched(null, Delivery.Told.Match());
        var other = Delivery.Told.Matched(Delivery.Told.Change(action: Delivery.Told.Action("P00009")), Delivery.Told.Match("ice"));

        var messages = AlertRouter.Route(
            [told, other],
            [
                Delivery.Told.Watch("palantir", Delivery.Told.Mail(cadence: Cadence.Daily) with { Wishes = new Wishes { At = new TimeOnly(6, 15), Zone = "America/Chicago" } }),
                Delivery.Told.Watch("ice", Delivery.Told.Mail("ice", cadence: Cadence.Daily)),
            ],
            Delivery.Told.Noon);

        messages.Select(message => message.Due.UtcDateTime.ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(["13 11:15", "13 07:00"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(Privacy.Public, 2)]
    [InlineData(Privacy.Members, 1)]
    [InlineData(Privacy.Embargoed, 1)]
    public void What_is_not_public_stands_in_no_repository(Privacy privacy, int messages)
    {
        var stored = Delivery.Told.Watch("palantir", Delivery.Told.Mail(), Delivery.Told.Issues());

        var routed = AlertRouter.Route([Modification], [stored with { Watch = stored.Watch with { Privacy = privacy } }], Delivery.Told.Noon);

        routed.Count.ShouldBe(messages);
        routed.ShouldContain(message => message.Channel == Subscription.Email);
    }

    [Theory]
    [InlineData(Cadence.Immediately)]
    [InlineData(Cadence.Daily)]
    public void An_embargoed_watch_shares_no_message(Cadence cadence)
    {
        var told = Delivery.Told.Matched(null, Delivery.Told.Match(), Delivery.Told.Match("secret"));
        var secret = Delivery.Told.Watch("secret", Delivery.Told.Mail("secret", cadence: cadence));

        var messages = AlertRouter.Route(
            [told],
            [Delivery.Told.Watch("palantir", Delivery.Told.Mail(cadence: cadence)), secret with { Watch = secret.Watch with { Privacy = Privacy.Embargoed } }],
            Delivery.Told.Noon);

        messages.Select(message => message.Alerts.ShouldHaveSingleItem().WatchId).ShouldBe(["palantir", "secret"], ignoreOrder: true);
    }

    private static IReadOnlyList<OutboxMessage> Route(Wishes wishes) =>
        AlertRouter.Route([Modification, Termination], [Delivery.Told.Watch("palantir", Delivery.Told.Mail() with { Wishes = wishes })], Delivery.Told.Noon);
}
