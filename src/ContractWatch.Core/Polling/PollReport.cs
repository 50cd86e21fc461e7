namespace ContractWatch.Polling;

/// <summary>What one poll of one feed did. Written to the log as one line and printed by <c>poll</c>.</summary>
public sealed record PollReport
{
    public required string Feed { get; init; }

    /// <summary>False when the source could not be read whole: the cursor stayed and nothing of the poll was used.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why it is incomplete, or why there was nothing to read.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset Started { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>Distinct actions read, history included.</summary>
    public int Actions { get; init; }

    public int Requests { get; init; }

    /// <summary>Actions stored silently, because they were published before the watching began.</summary>
    public int History { get; init; }

    /// <summary>Pieces of history read, when this poll was the first of its scope.</summary>
    public int HistorySlices { get; init; }

    /// <summary>Recorded changes by kind.</summary>
    public IReadOnlyDictionary<string, int> Changes { get; init; } = new Dictionary<string, int>();

    /// <summary>Changes that concern at least one watch.</summary>
    public int Matched { get; init; }

    /// <summary>Messages now owed because of this poll.</summary>
    public int Owed { get; init; }

    public int OutOfScope { get; init; }

    public int Quarantined { get; init; }

    /// <summary>Known actions that are looked for and not found, but not yet proven withdrawn.</summary>
    public int Missing { get; init; }

    /// <summary>What went less than well without making the poll incomplete.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public int ChangesInAll => Changes.Values.Sum();
}

/// <summary>How far a poll has come.</summary>
/// <param name="Stage">What is being read, for people.</param>
/// <param name="Done">Pieces done.</param>
/// <param name="Of">Pieces in all.</param>
public sealed record PollProgress(string Stage, int Done, int Of);
