namespace ContractWatch.Watches;

/// <summary>What an address was asked at one moment. Its yes, by the token of that question, is a yes to this and to nothing else.</summary>
/// <param name="Address">The mail address. Personal data: never logged.</param>
/// <param name="At">When it was asked, as the histories of <paramref name="Asked"/> say.</param>
/// <param name="Asked">All that was asked then, also what has been answered or has ended since.</param>
public sealed record SubscriptionQuestion(string Address, DateTimeOffset At, IReadOnlyList<StoredSubscription> Asked)
{
    /// <summary>What a token to confirm stands for.</summary>
    public string Subject => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Address}\n{At.UtcTicks}");

    public IEnumerable<StoredSubscription> Waiting => Asked.Where(one => one.State == SubscriptionState.Asked);

    /// <summary>Every question there was, oldest first: histories leave nothing out, so it can be found again at any time.</summary>
    public static IEnumerable<SubscriptionQuestion> Of(IEnumerable<StoredSubscription> subscriptions) =>
        from one in subscriptions
        where one.Subscription.Channel == Subscription.Email
        from said in one.History.Where(said => said.What == SubscriptionEvent.Asked).DistinctBy(said => said.At)
        group one by (Address: one.Subscription.Address.ToLowerInvariant(), said.At) into asked
        orderby asked.Key.At
        select new SubscriptionQuestion(asked.First().Subscription.Address, asked.Key.At, [.. asked]);
}
