namespace ContractWatch.Delivery;

/// <summary>A channel that answers as it is told, and remembers what it was given.</summary>
internal sealed class FakeChannel(string name, Func<Letter, DeliveryOutcome>? answer = null) : IDeliveryChannel
{
    public List<Letter> Letters { get; } = [];

    /// <summary>The token of the last delivery.</summary>
    public CancellationToken Token { get; private set; }

    public string Name => name;

    public Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation)
    {
        Letters.Add(letter);
        Token = cancellation;
        return Task.FromResult(answer?.Invoke(letter) ?? new DeliveryOutcome.Delivered($"receipt of {letter.Message.Key}"));
    }

    public string? Lacks => null;

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}
