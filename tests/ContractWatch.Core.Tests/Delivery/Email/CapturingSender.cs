namespace ContractWatch.Delivery.Email;

/// <summary>Keeps mails instead of sending them.</summary>
internal sealed class CapturingSender : IMailSender
{
    public List<Mail> Mails { get; } = [];

    public Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        Mails.Add(mail);
        return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered(mail.MessageId));
    }

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}
