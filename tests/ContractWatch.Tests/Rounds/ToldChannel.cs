using ContractWatch.Delivery;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>A way to send mail that answers as it is told.</summary>
internal sealed class ToldChannel(DeliveryOutcome answer) : IDeliveryChannel
{
    public string Name => Subscription.Email;

    public string? Lacks => null;

    public Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation) => Task.FromResult(answer);

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}
