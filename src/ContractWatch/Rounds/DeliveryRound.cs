using ContractWatch.Delivery;

namespace ContractWatch.Rounds;

/// <summary>Delivers what is due, with the questions a crash left unasked, waiting a while for somebody else who is at it.</summary>
internal sealed class DeliveryRound(Dispatcher dispatcher, SubscriptionDesk subscriptions, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Reports of every run that was needed, one after the other; channels that stayed busy are marked so.</summary>
    public async Task<IReadOnlyList<ChannelReport>> RunAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var done = new List<ChannelReport>();
        await subscriptions.OweQuestionsAsync(cancellation);
        while (true)
        {
            var report = await dispatcher.DeliverDueAsync(cancellation);
            var isOver = report.Channels.All(channel => !channel.IsBusy) || time.GetElapsedTime(started) >= patience;
            done.AddRange(report.Channels.Where(channel => isOver || !channel.IsBusy));
            if (isOver)
                return done;
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
