namespace ContractWatch.Delivery;

/// <summary>What is watched for one address and what it was told, on one page.</summary>
public sealed record Overview
{
    public required string Address { get; init; }

    /// <summary>In the order of their ids.</summary>
    public required IReadOnlyList<OverviewWatch> Watches { get; init; }

    /// <summary>Awards told last, the newest first.</summary>
    public required IReadOnlyList<OverviewAward> Latest { get; init; }

    /// <summary>What was not read, a sentence for each gap.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }
}

/// <param name="WatchId">The watch.</param>
/// <param name="Vendor">Whom it asks for; null when it names no vendor.</param>
/// <param name="Awards">How many awards the address was told of.</param>
/// <param name="Changes">How many changes.</param>
/// <param name="Last">The day of the last.</param>
public sealed record OverviewWatch(string WatchId, string? Vendor, int Awards, int Changes, DateOnly? Last);

/// <param name="Thread">The thread of the award's messages under the watch.</param>
/// <param name="Subject">The award in one line.</param>
/// <param name="WatchId">The watch it was told of.</param>
/// <param name="Day">When it was told last.</param>
public sealed record OverviewAward(string Thread, string Subject, string WatchId, DateOnly Day);

/// <summary>A channel that keeps an overview beside its messages.</summary>
public interface IOverviewBoard
{
    /// <summary>The delivery channel's name.</summary>
    string Name { get; }

    /// <summary>Shows it in place of the one before, unless it is the same. Answers why it could not; null when it is shown, or not now.</summary>
    Task<string?> ShowAsync(Overview overview, CancellationToken cancellation);
}
