namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Whether GitHub may be asked now, and what its refusals mean for later. Shared by all that speak to GitHub.</summary>
internal sealed class WriteGate(GitHubOptions options, IOutbox outbox, TimeProvider time)
{
    private const int SilencesUntilDown = 3;

    private readonly LimitPause _pause = new(outbox, time);
    private readonly Allowance _writes = new("writes", options.WritesPerHour, outbox, time);
    private int _silences;

    /// <summary>Why nothing can be asked now; null when it can.</summary>
    public async Task<DeliveryOutcome.Deferred?> WhyNotAskAsync(CancellationToken cancellation)
    {
        if (!options.HasLogIn)
            return new DeliveryOutcome.Deferred("GitHub:Token is empty", ChannelDown: true);
        return await _pause.RemainingAsync(cancellation) is { } remaining ? new DeliveryOutcome.Deferred("GitHub asked us to wait", remaining, ChannelDown: true, IsLimit: true) : null;
    }

    /// <summary>Why nothing can be written now; null when it can.</summary>
    public async Task<DeliveryOutcome.Deferred?> WhyNotWriteAsync(CancellationToken cancellation)
    {
        if (await WhyNotAskAsync(cancellation) is { } closed)
            return closed;
        return await _writes.WaitAsync(cancellation) is { } nextHour
            ? new DeliveryOutcome.Deferred($"{options.WritesPerHour} issues and comments were written within the hour", nextHour, ChannelDown: true, IsLimit: true)
            : null;
    }

    /// <summary>An issue or a comment is written: it counts against the hour.</summary>
    public Task CountAsync(CancellationToken cancellation) => _writes.UseAsync(cancellation);

    /// <summary>GitHub did what it was asked.</summary>
    public Task SucceededAsync(CancellationToken cancellation)
    {
        _silences = 0;
        return _pause.EndAsync(cancellation);
    }

    /// <summary>What a refusal means for the message in hand and for what comes after it.</summary>
    public async Task<DeliveryOutcome> RefusedAsync(GitHubException fault, CancellationToken cancellation)
    {
        var reason = Explain(fault);
        switch (fault.Refusal)
        {
            case GitHubRefusal.Limited:
                return new DeliveryOutcome.Deferred(reason, await _pause.BeginAsync(fault.RetryAfter, cancellation), ChannelDown: true, IsLimit: true);
            case GitHubRefusal.Unauthorised:
                return new DeliveryOutcome.Deferred(reason, ChannelDown: true);
            case GitHubRefusal.NoAnswer:
                return new DeliveryOutcome.Deferred(reason, fault.RetryAfter, ChannelDown: ++_silences >= SilencesUntilDown);
            case GitHubRefusal.Invalid:
                return new DeliveryOutcome.Refused(reason);
            default:
                return new DeliveryOutcome.Deferred(reason);
        }
    }

    /// <summary>For those who look after the program.</summary>
    public static string Explain(GitHubException fault) => fault.Refusal switch
    {
        GitHubRefusal.Unauthorised => $"the token is wrong or has expired ({fault.Message})",
        GitHubRefusal.Forbidden => $"the token may not write issues there ({fault.Message})",
        GitHubRefusal.NotFound => $"there is no such repository, or the token may not see it ({fault.Message})",
        GitHubRefusal.Gone => $"issues are switched off there ({fault.Message})",
        _ => fault.Message,
    };
}
