namespace ContractWatch.Watches;

/// <summary>Two machines know of one subscription; what they know is brought together.</summary>
public sealed class SubscriptionMergeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly SubscriptionEvent Imported = new(Noon.AddDays(9), SubscriptionEvent.Imported, "kim");

    [Fact]
    public void An_older_export_changes_nothing_for_who_left_since()
    {
        var known = Told(SubscriptionState.Ended, (0, "asked"), (1, "confirmed"), (2, "ended"));

        SubscriptionMerge.Of(known, Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed")), Imported).ShouldBeSameAs(known);
    }

    [Fact]
    public void The_later_word_counts_with_its_wishes_and_nothing_of_either_history_is_lost()
    {
        var known = Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed"));
        var read = Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed"), (3, "ended"), (4, "asked"), (5, "confirmed"), (6, "changed"));
        read = read with { Subscription = read.Subscription with { Cadence = Cadence.Weekly, Wishes = new Wishes { Note = "mine" } } };

        var merged = SubscriptionMerge.Of(known, read, Imported);

        merged.Subscription.ShouldBe(read.Subscription);
        merged.State.ShouldBe(SubscriptionState.Confirmed);
        merged.History.ShouldBe([.. read.History, Imported]);
        SubscriptionMerge.Of(merged, read, Imported with { At = Noon.AddDays(10) }).ShouldBeSameAs(merged, "the second time there is no news");
    }

    [Theory]
    [InlineData("asked", SubscriptionState.Asked)]
    [InlineData("confirmed", SubscriptionState.Confirmed)]
    [InlineData("changed", SubscriptionState.Ended)] // a machine that did not know of the leaving changed a wish
    [InlineData("imported", SubscriptionState.Ended)]
    public void Who_left_comes_back_by_a_question_or_a_yes_only(string later, SubscriptionState state)
    {
        var known = Told(SubscriptionState.Ended, (0, "asked"), (1, "confirmed"), (2, "ended"));
        var read = Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed"), (3, later));

        SubscriptionMerge.Of(known, read, Imported).State.ShouldBe(state);
        SubscriptionMerge.Of(read, known, Imported).State.ShouldBe(state, "whichever of the two machines imports");
    }

    [Fact]
    public void An_import_that_only_came_round_again_is_no_news()
    {
        var known = Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed"));

        SubscriptionMerge.Of(known, Told(SubscriptionState.Confirmed, (0, "asked"), (1, "confirmed"), (4, "imported")), Imported).ShouldBeSameAs(known);
    }

    [Fact]
    public void What_is_not_known_comes_whole_and_says_that_it_came()
    {
        var read = Told(SubscriptionState.Asked, (0, "asked"));

        SubscriptionMerge.Of(null, read, Imported).History.ShouldBe([.. read.History, Imported]);
    }

    private static StoredSubscription Told(SubscriptionState state, params (int Day, string What)[] history) => new()
    {
        Subscription = new Subscription("palantir", Subscription.Email, "desk@example.org"),
        State = state,
        History = [.. history.Select(said => new SubscriptionEvent(Noon.AddDays(said.Day), said.What, "jo"))],
    };
}
