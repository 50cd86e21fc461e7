using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;
using Route = ContractWatch.Matching.Route;

namespace ContractWatch.Rounds;

/// <summary>Carries out what a maintainer answered to an alert, and says what became of it and what it would have done to past alerts.</summary>
internal sealed class AnswerDesk(IStore store, FeedbackBook feedback, SubscriptionBook subscriptions, Hindsight hindsight, TimeProvider time)
{
    private const int DaysOfHistory = 365;

    /// <summary>The reply; null when there is nothing to answer: no message of ours, or one of a watch that is not public any more.</summary>
    public async Task<string?> CarryOutAsync(Answer answer, string channel, CancellationToken cancellation)
    {
        if (await store.Outbox.PartsAsync(answer.MessageKey, cancellation) is not [{ Alerts.Count: > 0 } message] || message.Channel != channel || !message.Address.Equals(answer.Address, StringComparison.OrdinalIgnoreCase))
            return null;
        var watches = await store.Watches.InForceAsync(cancellation);
        if (watches.FirstOrDefault(stored => stored.Watch.Id == message.Alerts[0].WatchId)?.Watch is not { Privacy: Privacy.Public } watch)
            return null;

        var by = answer.By + Through(channel);
        var replies = new List<string> { $"{ForeignText.OneLine(answer.By, ForeignText.NameLength)} said on {answer.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC:" };
        if (message.Award is null)
            return $"{replies[0]}\n\n{AnswerText.ManyAwards}";
        var told = await ToldAsync(message, cancellation);
        foreach (var instruction in answer.Instructions)
            replies.Add(await CarryOutAsync(instruction, new Case(watch, told, channel, answer.Address, by, answer.At), cancellation));
        return string.Join("\n\n", replies);
    }

    private async Task<string> CarryOutAsync(Instruction instruction, Case about, CancellationToken cancellation) => instruction switch
    {
        Instruction.Exclude(var what) => await SayAsync(about, FeedbackKind.Exclude, what ?? NameOf(about.Company ?? about.Told.Change.Action.Recipient), cancellation),
        Instruction.Alias(var what) => await SayAsync(about, FeedbackKind.Alias, what, cancellation),
        Instruction.Mute(var until) => await MuteAsync(about, until, cancellation),
        Instruction.FalsePositive => about.Company is { } company
            ? await SayAsync(about, FeedbackKind.Exclude, NameOf(company), cancellation)
            : AnswerText.NotByItsCompany(about.Match),
        Instruction.Confirmed => about switch
        {
            { Match.Tier: Tier.Certain } => AnswerText.CertainAlready,
            { Company: { } company } => await SayAsync(about, FeedbackKind.Alias, NameOf(company), cancellation),
            _ => AnswerText.NotByItsCompany(about.Match),
        },
        Instruction.Unreadable(var found, var expected) => AnswerText.Unreadable(found, expected),
        _ => throw new InvalidOperationException($"no instruction is called {instruction.GetType().Name}"),
    };

    private async Task<string> SayAsync(Case about, FeedbackKind kind, string what, CancellationToken cancellation)
    {
        var answer = await feedback.SayAsync(about.Watch.Id, kind, what, about.By, about.At, cancellation);
        if (answer.Feedback is not { } said)
            return AnswerText.Refused(what, answer.Refusal!);
        if (said.At != about.At)
            return AnswerText.SaidBefore(said, said.By.EndsWith(Through(about.Channel), StringComparison.Ordinal) ? said.By : null);

        var written = (await store.Watches.WatchesAsync(cancellation)).Single(stored => stored.Watch.Id == about.Watch.Id).Watch;
        var words = (await store.Watches.FeedbackAsync(cancellation)).Where(word => word.WatchId == about.Watch.Id).ToList();
        var report = await hindsight.CompareAsync(
            WatchFeedback.Over(written, words.Where(word => word.Id != said.Id)),
            WatchFeedback.Over(written, words),
            kind == FeedbackKind.Alias ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-DaysOfHistory) : null,
            cancellation);
        return AnswerText.Said(said, report, DaysOfHistory);
    }

    private async Task<string> MuteAsync(Case about, DateOnly? until, CancellationToken cancellation)
    {
        var own = (await subscriptions.HeardAsync(about.Address, cancellation)).FirstOrDefault(one => one.Channel == about.Channel && one.WatchId == about.Watch.Id);
        if (own is null)
            return AnswerText.NotHeard(about.Watch.Id);
        if (own.Wishes.MutedUntil != until)
            await subscriptions.ChangeAsync(own with { Wishes = own.Wishes with { MutedUntil = until } }, about.By, cancellation);
        if (until is not { } day)
            return AnswerText.Unmuted(about.Watch.Id);

        var days = day.DayNumber - DateOnly.FromDateTime(about.At.UtcDateTime).DayNumber;
        var muted = 0;
        await foreach (var message in store.Outbox.DeliveredToAsync(about.Channel, about.Address, cancellation))
            muted += message.Created >= about.At.AddDays(-days) && message.Alerts.Any(alert => alert.WatchId == about.Watch.Id) ? 1 : 0;
        return AnswerText.Muted(about.Watch.Id, day, days, muted);
    }

    /// <summary>The newest change of the message, as it was recorded.</summary>
    private async Task<MatchedChange> ToldAsync(OutboxMessage message, CancellationToken cancellation)
    {
        MatchedChange? newest = null;
        await foreach (var told in store.Changes.ChangesAsync(new ChangeQuery { Ids = [.. message.Alerts.Select(alert => alert.ChangeId)] }, cancellation))
            newest = told;
        return newest ?? throw new InvalidOperationException($"message {message.Key} tells changes that are not recorded");
    }

    /// <summary>The end of the name of whoever spoke there.</summary>
    private static string Through(string channel) => $" ({channel})";

    /// <summary>The identifier where one is published: a name may be another company's, too.</summary>
    private static string NameOf(Recipient recipient) => recipient.Identifiers.Uei ?? recipient.Name;

    /// <summary>The alert that was answered, and by whom.</summary>
    private sealed record Case(Watch Watch, MatchedChange Told, string Channel, string Address, string By, DateTimeOffset At)
    {
        public Match? Match => Told.Matches.FirstOrDefault(match => match.WatchId == Watch.Id);

        /// <summary>The company the match is about; null when it is the description that matched.</summary>
        public Recipient? Company => Match?.Route switch
        {
            Route.Prime or Route.Subsidiary or Route.JointVenture => Told.Change.Action.Recipient,
            Route.Subaward => Told.Change.Subaward?.Recipient,
            _ => null,
        };
    }
}
