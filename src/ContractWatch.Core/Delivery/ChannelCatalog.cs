using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Delivery.Webhook;

namespace ContractWatch.Delivery;

/// <summary>Every way to reach people, one line each.</summary>
public static class ChannelCatalog
{
    public static IReadOnlyList<IDeliveryChannel> All(ChannelParts parts) =>
    [
        new EmailChannel(parts.Email, parts.MailSender, parts.Time, parts.Links),
        new GitHubChannel(parts.GitHub, parts.GitHubApi, parts.Outbox, parts.Time),
        new WebhookChannel(parts.Webhook, parts.WebhookHttp, parts.Time),
    ];
}

/// <summary>What channels are made of. A build with other libraries brings another <see cref="MailSender"/> or <see cref="GitHubApi"/>.</summary>
public sealed record ChannelParts
{
    public required EmailOptions Email { get; init; }

    public required IMailSender MailSender { get; init; }

    public required SubscriberLinks Links { get; init; }

    public required GitHubOptions GitHub { get; init; }

    public required IGitHub GitHubApi { get; init; }

    public required WebhookOptions Webhook { get; init; }

    /// <summary>A client that neither follows redirects nor waits for ever.</summary>
    public required HttpClient WebhookHttp { get; init; }

    public required IOutbox Outbox { get; init; }

    public required TimeProvider Time { get; init; }
}
