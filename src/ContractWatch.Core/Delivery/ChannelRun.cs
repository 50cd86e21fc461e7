using ContractWatch.Watches;
using Microsoft.Extensions.Logging;

namespace ContractWatch.Delivery;

/// <summary>One channel's part of a run: message after message, until nothing is due or the channel is down.</summary>
internal sealed partial class ChannelRun(
    IDeliveryChannel channel, IOutbox outbox, LetterWriter letters, VolumeBrake brake, TimeProvider time, ILogger log)
{
    private const int Batch = 200;

    /// <summary>After a stop the message in hand may still arrive: to break it off is to send it twice.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Addresses that take nothing now: what else is owed there is not tried in this run.</summary>
    private readonly HashSet<string> _resting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tried in this run: nothing is tried twice in one.</summary>
    private readonly HashSet<string> _handled = new(StringComparer.Ordinal);

    /// <summary>Of these, delivered or refused: the store does not bring them again with the next batch.</summary>
    private readonly List<string> _settled = [];

    /// <summary>Watches and subscribers are read again every second, not for each of very many messages.</summary>
    private static readonly TimeSpan AudienceLasts = TimeSpan.FromSeconds(1);

    private readonly SecondLook _secondLook = new(outbox, log);
    private readonly OutageTally _outage = new(channel.Name, outbox, time);

    private ChannelReport _report = new(channel.Name);
    private (Audience Now, long Read)? _audience;
    private int _tries;

    /// <summary>Tries, and what was withdrawn or divided: whether there was anything to do.</summary>
    private int _deeds;

    public async Task<ChannelReport> DeliverDueAsync(CancellationToken cancellation)
    {
        var turn = await outbox.TryTakeTurnAsync(channel.Name, cancellation);
        if (turn is null)
            return _report with { IsBusy = true };

        await using (turn)
        {
            while (await PassAsync(cancellation))
            {
                // until there is nothing to do
            }

            await _outage.KeepAsync();
        }

        if (_tries > 0)
            LogRun(channel.Name, _report.Delivered, _report.Deferred, _report.Refused);
        return _report;
    }

    /// <summary>Once through all that is due, however much of it was tried before and is due again. False when the run is over.</summary>
    private async Task<bool> PassAsync(CancellationToken cancellation)
    {
        var deedsBefore = _deeds;
        for (OutboxMessage? last = null; ;)
        {
            var isHeld = await IsHeldAsync(cancellation);
            _handled.ExceptWith(_settled);
            _settled.Clear();
            var due = isHeld
                ? await outbox.DueNoticesAsync(channel.Name, time.GetUtcNow(), cancellation)
                : await outbox.DueAsync(channel.Name, time.GetUtcNow(), Batch, last, cancellation);
            if (!await DeliverAllAsync(due, cancellation))
                return false;
            if (isHeld || due.Count < Batch)
                return _deeds > deedsBefore;
            last = due[^1];
        }
    }

    /// <summary>False when nothing more can be tried in this run.</summary>
    private async Task<bool> DeliverAllAsync(IReadOnlyList<OutboxMessage> due, CancellationToken cancellation)
    {
        foreach (var message in due)
        {
            if (cancellation.IsCancellationRequested)
                return false;
            if (_handled.Contains(message.Key) || _resting.Contains(message.Address))
                continue;
            var audience = await AudienceAsync(cancellation);
            var parts = await WholeAsync(message, audience, cancellation);
            if (parts.Count == 0)
                continue;
            var outcome = await DeliverAsync(parts, audience, cancellation);
            _outage.See(outcome);
            if (outcome is null or DeliveryOutcome.Deferred { ChannelDown: true })
                return false;
            if (outcome is DeliveryOutcome.Deferred { AddressDown: true } or DeliveryOutcome.Refused { AddressGone: true })
                _resting.Add(message.Address);
            if (outcome is DeliveryOutcome.Deferred { AddressDown: true } down)
                await PutOffAsync(message.Address, time.GetUtcNow() + Backoff.After(parts[0].Attempts + 1, down));
        }

        return true;
    }

    private async Task<Audience> AudienceAsync(CancellationToken cancellation)
    {
        if (_audience is { } known && time.GetElapsedTime(known.Read) < AudienceLasts)
            return known.Now;
        var now = await letters.AudienceAsync(cancellation);
        _audience = (now, time.GetTimestamp());
        return now;
    }

    /// <summary>What else is due to an address that takes nothing now waits with the message it did not take: it must not stand before what is owed to others.</summary>
    private async Task PutOffAsync(string address, DateTimeOffset until)
    {
        var owed = await outbox.DueToAsync(channel.Name, address, time.GetUtcNow(), CancellationToken.None);
        await outbox.RecordAsync([.. owed.Select(message => message with { Due = until })], CancellationToken.None);
    }

    /// <summary>Asked before every batch, because a poll may owe much while the run goes on.</summary>
    private async Task<bool> IsHeldAsync(CancellationToken cancellation)
    {
        var held = await brake.HeldAsync(channel.Name, cancellation);
        if (brake.IsNews(channel.Name, held))
            LogHeld(channel.Name, held);
        _report = _report with { Held = held };
        return held > 0;
    }

    /// <summary>
    /// A digest is all its parts that are due and may be told together. Those tried together stay together, so that a repeat has the
    /// same key; what came too late for them goes out by itself.
    /// </summary>
    private async Task<IReadOnlyList<OutboxMessage>> WholeAsync(OutboxMessage message, Audience audience, CancellationToken cancellation)
    {
        var pieces = new List<OutboxMessage>();
        foreach (var part in await PartsAsync(message, cancellation))
        {
            var tellable = await _secondLook.TellableAsync(part, audience);
            pieces.AddRange(tellable);
            if (tellable is not [{ } whole] || whole.Alerts.Count < part.Alerts.Count)
                _deeds++;
        }

        var mails = pieces.GroupBy(piece => piece.Alerts.Select(audience.Alone).FirstOrDefault()).ToList();
        return [.. mails.Find(mail => mail.Any(piece => piece.Key == message.Key)) ?? mails.FirstOrDefault() ?? Enumerable.Empty<OutboxMessage>()];
    }

    private async Task<IReadOnlyList<OutboxMessage>> PartsAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (message.Cadence == Cadence.Immediately || message.Award is not null)
            return [message];
        var owed = await outbox.DueToAsync(channel.Name, message.Address, time.GetUtcNow(), cancellation);
        return [.. owed.Where(other => BelongsWith(message, other) && !_handled.Contains(other.Key))];
    }

    private static bool BelongsWith(OutboxMessage message, OutboxMessage other) =>
        other.Award is null && other.Cadence == message.Cadence && (other.Sending, other.Attempts) == (message.Sending, message.Attempts);

    /// <summary>
    /// Counts the attempt, sends, then records: a store that cannot write sends nothing, and a crash between sending and
    /// recording leads to a repeat, never to a loss. Null when the run was told to stop before anything was sent.
    /// </summary>
    private async Task<DeliveryOutcome?> DeliverAsync(IReadOnlyList<OutboxMessage> parts, Audience audience, CancellationToken cancellation)
    {
        _tries++;
        _deeds++;
        _handled.UnionWith(parts.Select(part => part.Key));
        var key = LetterWriter.Joined(parts).Key;
        IReadOnlyList<OutboxMessage> tried = [.. parts.Select(part => part with { Attempts = part.Attempts + 1, Sending = key })];
        await outbox.RecordAsync(tried, CancellationToken.None);
        if (await TryAsync(parts, audience, cancellation) is not { } outcome)
            return null;

        var now = time.GetUtcNow();
        if (outcome is DeliveryOutcome.Refused { AddressGone: true } refused)
            await outbox.SuppressAsync(new Suppression(channel.Name, parts[0].Address, refused.Reason, now), CancellationToken.None);
        await outbox.RecordAsync([.. tried.Select(part => After(part, outcome, now))], CancellationToken.None);
        if (outcome is not DeliveryOutcome.Deferred)
            _settled.AddRange(parts.Select(part => part.Key));
        _report = _report.With(outcome);
        return outcome;
    }

    private async Task<DeliveryOutcome?> TryAsync(IReadOnlyList<OutboxMessage> parts, Audience audience, CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = cancellation.UnsafeRegister(_ => end.CancelAfter(Grace), null);
        try
        {
            return await channel.DeliverAsync(await letters.WriteAsync(parts, audience, cancellation), end.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault)
        {
            // The exception itself stays out of the log: its message may hold an address.
            var reason = $"{fault.GetType().Name}: {Reason.Of(fault)}";
            LogFault(channel.Name, parts[0].Key, reason, fault.StackTrace);
            return new DeliveryOutcome.Deferred(reason);
        }
    }

    private OutboxMessage After(OutboxMessage message, DeliveryOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Delivered delivered:
                return message with { State = MessageState.Delivered, Delivered = now, Receipt = delivered.Receipt, LastError = null };
            case DeliveryOutcome.Refused refused:
                LogRefused(channel.Name, message.Key, refused.Reason);
                return message with { State = MessageState.Refused, LastError = refused.Reason };
            case DeliveryOutcome.Deferred deferred:
                var due = now + Backoff.After(message.Attempts, deferred);
                LogDeferred(channel.Name, message.Key, due, deferred.Reason);
                return message with { Due = due, LastError = deferred.Reason };
            default:
                throw new InvalidOperationException($"no outcome is called {outcome.GetType().Name}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel}: {Delivered} delivered, {Deferred} deferred, {Refused} refused")]
    private partial void LogRun(string channel, int delivered, int deferred, int refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: {Held} messages are held, more than Delivery:HoldAbove; 'outbox release {Channel}' lets them go")]
    private partial void LogHeld(string channel, int held);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: message {Key} is deferred until {Due:u}: {Reason}")]
    private partial void LogDeferred(string channel, string key, DateTimeOffset due, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: message {Key} is refused: {Reason}")]
    private partial void LogRefused(string channel, string key, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Channel}: message {Key} could not be sent: {Reason}\n{Where}")]
    private partial void LogFault(string channel, string key, string reason, string? where);
}
