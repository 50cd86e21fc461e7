namespace ContractWatch.TestServers.Webhook;

/// <summary>How a receiver behaves.</summary>
public sealed record WebhookConduct
{
    /// <summary>What it answers before it takes anything, one after the other: status and <c>Retry-After</c>.</summary>
    public IReadOnlyList<(int Status, string? RetryAfter)> Answers { get; init; } = [];

    /// <summary>Takes so many messages and hangs up without a word.</summary>
    public int LosesAnswers { get; init; }

    /// <summary>Says nothing.</summary>
    public bool Stalls { get; init; }

    /// <summary>Sends every message on to this address.</summary>
    public Uri? RedirectsTo { get; init; }
}

/// <summary>A message that was taken; a repeat of it is not taken again.</summary>
public sealed record ReceivedMessage(string Id, string Body);
