using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>
/// Where feedback is given and taken back, by whatever way it comes: the command line, a label or a comment. It counts from the next
/// poll on.
/// </summary>
public sealed class FeedbackBook(IWatchStore store, TimeProvider time)
{
    public const int LongestBy = 100;

    /// <summary>Records what somebody said. What is in force already is not recorded again.</summary>
    /// <param name="watchId">The watch it is about.</param>
    /// <param name="kind">Exclude or alias.</param>
    /// <param name="what">A recipient's name, or its UEI or other identifier.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="at">When it was said, where that is known: a comment that is read twice is recorded once. Null: now.</param>
    public async Task<FeedbackAnswer> SayAsync(
        string watchId, FeedbackKind kind, string what, string by, DateTimeOffset? at, CancellationToken cancellation)
    {
        what = what.Trim();
        if (await FindAsync(watchId, cancellation) is not { } watch)
            return FeedbackAnswer.Refused($"there is no watch {Quoted.Of(watchId)}");
        if (Fault(watch, kind, what, by) is { } fault)
            return FeedbackAnswer.Refused(fault);

        var known = (await store.FeedbackAsync(cancellation)).Where(said => said.WatchId == watchId).ToList();
        var latest = known.LastOrDefault(said => said.IsInForce && string.Equals(said.What, what, StringComparison.OrdinalIgnoreCase));
        if (latest?.Kind == kind)
            return new FeedbackAnswer(latest, null);
        var feedback = new Feedback { WatchId = watchId, Kind = kind, What = what, By = by.Trim(), At = at ?? time.GetUtcNow() };
        await store.RecordAsync(feedback, cancellation);
        return new FeedbackAnswer(known.Find(said => said.Id == feedback.Id) ?? feedback, null);
    }

    /// <summary>Takes back what was said; it stays on record, with who took it back and when.</summary>
    public async Task<FeedbackAnswer> TakeBackAsync(string watchId, string feedbackId, string by, CancellationToken cancellation)
    {
        if (!IsBy(by))
            return FeedbackAnswer.Refused(ByRule);
        var said = (await store.FeedbackAsync(cancellation)).FirstOrDefault(said => said.WatchId == watchId && said.Id == feedbackId);
        if (said is null)
            return FeedbackAnswer.Refused($"the watch {Quoted.Of(watchId)} has no feedback {Quoted.Of(feedbackId)}");
        var taken = new TakenBack(by.Trim(), time.GetUtcNow());
        return await store.TakeBackAsync(feedbackId, taken, cancellation)
            ? new FeedbackAnswer(said with { TakenBack = taken }, null)
            : FeedbackAnswer.Refused($"the feedback {Quoted.Of(feedbackId)} was taken back before");
    }

    private const string ByRule = "who says it is needed: 1 to 100 characters on one line";

    private static string? Fault(Watch watch, FeedbackKind kind, string what, string by)
    {
        if (watch.Vendor is not { } vendor)
            return $"the watch {Quoted.Of(watch.Id)} names no vendor, so nobody can be it or not be it";
        if (!WatchRules.IsName(what))
            return $"found {Quoted.Of(what)}, expected {WatchRules.NameRule}";
        if (WatchRules.IsOnlyLegalWords(what))
            return $"found {Quoted.Of(what)}, expected {WatchRules.NotOnlyLegalWordsRule}";
        if (kind == FeedbackKind.Exclude && string.Equals(vendor.Name, what, StringComparison.OrdinalIgnoreCase))
            return $"{Quoted.Of(what)} is the watched vendor's own name";
        return IsBy(by) ? null : ByRule;
    }

    private static bool IsBy(string by) => by.Trim().Length is >= 1 and <= LongestBy && !by.Any(char.IsControl);

    private async Task<Watch?> FindAsync(string watchId, CancellationToken cancellation) =>
        (await store.WatchesAsync(cancellation)).FirstOrDefault(stored => stored.Watch.Id == watchId)?.Watch;
}

/// <summary>What became of a word: the feedback as it stands now, or why it was refused.</summary>
public sealed record FeedbackAnswer(Feedback? Feedback, string? Refusal)
{
    public static FeedbackAnswer Refused(string why) => new(null, why);
}
