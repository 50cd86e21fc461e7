namespace ContractWatch.Watches;

/// <summary>What an address of a delivery channel looks like; the channel's name is its key in a watch file.</summary>
public sealed record AddressRule(string Channel, string Words, Predicate<string> Fits)
{
    public static readonly IReadOnlyList<AddressRule> All =
    [
        new(Subscription.Email, WatchRules.EmailRule, WatchRules.IsEmail),
        new(Subscription.GitHub, WatchRules.GitHubRule, WatchRules.IsGitHubRepository),
        new(Subscription.Webhook, WatchRules.WebhookRule, WatchRules.IsWebhook),
    ];

    /// <summary>Null when no channel is called so.</summary>
    public static AddressRule? Of(string channel) => All.FirstOrDefault(rule => rule.Channel == channel);
}
