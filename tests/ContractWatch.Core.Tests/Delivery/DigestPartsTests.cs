using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>What a digest is made of is known by its key, before it is sent and after, and whatever happens between.</summary>
public sealed class DigestPartsTests
{
    private const int LeastSteps = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wherever_the_process_dies_a_digest_of_several_days_has_one_key_by_which_all_of_it_is_found()
    {
        var isAlive = false;
        for (var step = 1; !isAlive; step++)
        {
            await using var scene = await OwedAsync();
            var channel = new LookingChannel(scene.Outbox);
            isAlive = await LivesAsync(scene, channel, new Mortal(step));
            await scene.RunToTheEndAsync(channel);

            var key = channel.Sent.Select(letter => letter.Message.Key).Distinct().ShouldHaveSingleItem($"step {step}");
            channel.Sent.ShouldAllBe(letter => letter.Changes.Count == 2);
            channel.Found.ShouldAllBe(parts => parts.Count == 2 && LetterWriter.Joined(parts).Key == key && parts.All(part => part.State == MessageState.Owed));
            (await scene.Outbox.PartsAsync(key, Stop)).Select(part => part.State).ShouldBe([MessageState.Delivered, MessageState.Delivered]);
            (isAlive ? step : LeastSteps).ShouldBeGreaterThanOrEqualTo(LeastSteps);
        }
    }

    [Fact]
    public async Task What_goes_out_alone_is_found_by_its_own_key()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)));
        await scene.CommitAsync(Told.Matched());
        var channel = new LookingChannel(scene.Outbox);

        await scene.RunToTheEndAsync(channel);

        channel.Found.ShouldHaveSingleItem().ShouldHaveSingleItem().Key.ShouldBe(channel.Sent.Single().Message.Key);
    }

    /// <summary>Two days' parts, both due.</summary>
    private static async Task<StoredDelivery> OwedAsync()
    {
        var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)));
        await scene.CommitAsync(Told.Matched());
        scene.Time.Advance(TimeSpan.FromDays(1));
        await scene.CommitAsync(Told.Matched(Told.Change(action: Told.Action("P00005"), seen: scene.Time.GetUtcNow())));
        scene.Time.Advance(TimeSpan.FromDays(1));
        return scene;
    }

    private static async Task<bool> LivesAsync(StoredDelivery scene, IDeliveryChannel channel, Mortal life)
    {
        try
        {
            await scene.RunAsync(channel, new MortalOutbox(scene.Outbox, life));
            return true;
        }
        catch (DiedException)
        {
            return false;
        }
    }

    /// <summary>Whoever gets the mail looks at once, before its receipt is recorded.</summary>
    private sealed class LookingChannel(IOutbox outbox) : IDeliveryChannel
    {
        public List<Letter> Sent { get; } = [];

        public List<IReadOnlyList<OutboxMessage>> Found { get; } = [];

        public string Name => Subscription.Email;

        public string? Lacks => null;

        public async Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation)
        {
            Sent.Add(letter);
            Found.Add(await outbox.PartsAsync(letter.Message.Key, cancellation));
            return new DeliveryOutcome.Delivered($"<{letter.Message.Key}@example.org>");
        }

        public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}
