using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>Alerts by mail.</summary>
public sealed class EmailChannel(EmailOptions options, IMailSender sender, TimeProvider time, SubscriberLinks? links = null) : IDeliveryChannel
{
    private readonly MailWriter _writer = new(options.Sender, time, links);

    public string Name => Subscription.Email;

    public Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation) =>
        sender.SendAsync(_writer.Write(letter), cancellation);

    public string? Lacks => options.Faults().ToList() is { Count: > 0 } faults ? string.Join("; ", faults) : null;

    public async Task<string?> CheckAsync(CancellationToken cancellation) => Lacks ?? await sender.CheckAsync(cancellation);
}
