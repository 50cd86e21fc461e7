using ContractWatch.Awards;

namespace ContractWatch.Watches;

/// <summary>Where a subscription comes from changes nothing of what it may say.</summary>
public sealed class SubscriptionRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly Watch Secret = new() { Id = "palantir", Keywords = ["iris"], Privacy = Privacy.Members };

    public static TheoryData<Subscription, string> Wrong => new()
    {
        { Mail() with { WatchId = "No Id" }, WatchRules.IdRule },
        { new Subscription("palantir", "pigeon", "desk@example.org"), "email or github or webhook" },
        { new Subscription("palantir", Subscription.Email, "desk@example.org\r\nBcc: all@example.org"), WatchRules.EmailRule },
        { new Subscription("palantir", Subscription.GitHub, "owner/repository"), "not public" },
        { new Subscription("palantir", Subscription.Webhook, "http://169.254.169.254/x"), WatchRules.WebhookRule },
        { Mail() with { Cadence = (Cadence)9 }, "weekly" },
        { Mail(new Wishes { Zone = "Mars/Olympus" }), WatchRules.ZoneRule },
        { Mail(new Wishes { At = new TimeOnly(6, 30, 1) }), WatchRules.HourRule },
        { Mail(new Wishes { MinimumAmount = -1 }), WatchRules.AmountRule },
        { Mail(new Wishes { Note = "a\u001b[31m" }), WatchRules.NoteRule },
        { Mail(new Wishes { Changes = [null!] }), ChangeKind.Terminated.Name },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_meant_is_one_fault_that_says_what_would_be_right(Subscription wrong, string expected)
    {
        var fault = SubscriptionRules.Faults(wrong, Secret).ShouldHaveSingleItem();

        fault.Expected.ShouldContain(expected);
        (fault.Found + fault.Expected).ShouldNotContain(wrong.Address);
    }

    [Fact]
    public void A_state_must_be_what_its_history_ends_with_and_nothing_happened_tomorrow()
    {
        Faults(SubscriptionState.Confirmed, new SubscriptionEvent(Noon, "asked", "jo")).ShouldBe(["another state"]);
        Faults(SubscriptionState.Confirmed, new SubscriptionEvent(Noon, "born", "jo")).ShouldBe(["an event that is not known"]);
        Faults(SubscriptionState.Ended, new SubscriptionEvent(Noon.AddTicks(1), "ended", "jo")).ShouldBe(["an event of the future"]);
        Faults(SubscriptionState.Ended, new SubscriptionEvent(Noon, "ended", "jo\u0007")).ShouldHaveSingleItem().ShouldContain("control characters");
        Faults((SubscriptionState)9).ShouldBe(["a state that is not known"]);
        Faults(SubscriptionState.Ended, new SubscriptionEvent(Noon, "ended", "jo")).ShouldBeEmpty();
    }

    [Fact]
    public void Who_left_may_stand_for_a_repository_that_is_not_told_any_more()
    {
        var repository = new StoredSubscription { Subscription = new Subscription("palantir", Subscription.GitHub, "owner/repository"), State = SubscriptionState.Ended, History = [] };

        SubscriptionRules.Faults(repository, Secret, Noon).ShouldBeEmpty();
        SubscriptionRules.Faults(repository with { State = SubscriptionState.Confirmed }, Secret, Noon).ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Faults(SubscriptionState state, params SubscriptionEvent[] history) =>
        SubscriptionRules.Faults(new StoredSubscription { Subscription = Mail(), State = state, History = history }, Secret, Noon).Select(fault => fault.Found);

    private static Subscription Mail(Wishes? wishes = null) => new("palantir", Subscription.Email, "desk@example.org") { Wishes = wishes ?? Wishes.None };
}
