namespace ContractWatch.Delivery.Email;

/// <summary>Hands a finished mail over: to a server, or to a folder.</summary>
public interface IMailSender
{
    /// <summary>Refusals and failures of the other side are outcomes, not exceptions.</summary>
    Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation);

    /// <summary>Null when mail could be sent now, else what is wrong. Sends nothing.</summary>
    Task<string?> CheckAsync(CancellationToken cancellation);
}
