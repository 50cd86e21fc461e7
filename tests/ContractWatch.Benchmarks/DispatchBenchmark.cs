using System.Diagnostics;
using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Benchmarks;

/// <summary>
/// Owed messages, one for each address, from the store to a server on loopback and back to their receipts. Beside it the bare sender
/// sending ready mails to the same server: the difference is what it costs that nothing gets lost. It fails when a mail does not arrive,
/// or when memory grows with what was sent.
/// </summary>
internal static class DispatchBenchmark
{
    private const int Windows = 10;
    private const int Readers = 100;

    /// <summary>How much more the process may hold after the last tenth than after the second, when everything is warm: half, and 5 MB.</summary>
    private const double MostGrowth = 1.5;
    private const long Slack = 5_000_000;

    private static readonly DateTimeOffset Now = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(IReadOnlyList<string> sizes)
    {
        var size = sizes.Count == 0 ? 100_000 : int.Parse(sizes[0], CultureInfo.InvariantCulture);
        await using var server = MailSink.Start();
        var options = new EmailOptions { From = "alerts@contracts.example.net", Host = "localhost", Port = server.Port, Security = MailSecurity.None };
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        try
        {
            await using var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, SqliteStore.FileName), CancellationToken.None);
            var bare = new SmtpMailSender(options, TimeProvider.System);
            var sender = new MeasuringSender(bare, Math.Max(1, size / Windows));
            await OweAsync(store, size);
            var bareRate = await BaselineAsync(bare, Math.Min(size, 5_000));
            var faults = await DispatchAsync(store, new EmailChannel(options, sender, TimeProvider.System), server, size, bareRate);
            faults.AddRange(Growth(sender.Memory));
            faults.ForEach(Console.Error.WriteLine);
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Mails a second.</summary>
    private static async Task<double> BaselineAsync(SmtpMailSender sender, int size)
    {
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < size; number++)
            await sender.SendAsync(Mail(number), CancellationToken.None);
        var rate = size / clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Bare sender      {size,9:N0} mails {rate,8:N0} a second"));
        return rate;
    }

    /// <summary>As long as those that are owed.</summary>
    private static Mail Mail(int number) => new()
    {
        MessageId = $"<{number}@contracts.example.net>",
        From = "alerts@contracts.example.net",
        To = "reader@example.org",
        Subject = "PALANTIR USG, INC.: 70CTD000000 (ICE)",
        Date = Now,
        Text = new string('a', 800),
        Html = new string('a', 2_400),
        Headers = [],
        FileName = "",
    };

    private static async Task<List<string>> DispatchAsync(SqliteStore store, EmailChannel channel, MailSink server, int size, double bareRate)
    {
        var letters = new LetterWriter(store.Changes, store.Watches, store.Polls, store.Notices, []);
        var brake = new VolumeBrake(store.Outbox, new DeliveryOptions { HoldAbove = 0 }, TimeProvider.System);
        var dispatcher = new Dispatcher(store.Outbox, letters, [channel], brake, TimeProvider.System, NullLogger<Dispatcher>.Instance);
        var before = server.Mails;
        var clock = Stopwatch.StartNew();
        var report = await dispatcher.DeliverDueAsync(CancellationToken.None);
        var (rate, arrived) = (size / clock.Elapsed.TotalSeconds, server.Mails - before);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Store to receipt  {report.Delivered,9:N0} mails {rate,8:N0} a second, {rate / bareRate:0.00} of the bare sender; {arrived:N0} arrived"));
        return arrived == size && report.Delivered == size
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"Not every mail arrived: {size:N0} were owed, {arrived:N0} arrived, {report.Delivered:N0} have their receipt, {report.Deferred:N0} are deferred and {report.Refused:N0} refused")];
    }

    private static IEnumerable<string> Growth(List<long> memory)
    {
        Console.WriteLine("Live memory after each tenth, in MB: " + string.Join("  ", memory.Select(bytes => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture))));
        if (memory.Count < 2)
            yield return "Memory was not measured: too few mails were sent";
        else if (memory[^1] > (memory[1] * MostGrowth) + Slack)
            yield return string.Create(CultureInfo.InvariantCulture, $"Memory is not flat: {memory[^1] / 1e6:N1} MB after the last tenth, {memory[1] / 1e6:N1} MB after the second");
    }

    /// <summary>One change after the other, told to a hundred readers each.</summary>
    private static async Task OweAsync(SqliteStore store, int size)
    {
        var watch = new Watch { Id = "palantir", Notify = [.. Enumerable.Range(0, Math.Min(size, Readers)).Select(reader => new Subscription("palantir", Subscription.Email, $"reader{reader}@example.org"))] };
        var stored = new StoredWatch(watch, StoredWatch.CommandLine, Now);
        await store.Watches.SaveAsync(stored, CancellationToken.None);
        for (var poll = 0; poll * Readers < size; poll++)
        {
            var told = Change(poll);
            await store.Polls.CommitAsync(
                new PollCommit
                {
                    Feed = "usaspending",
                    From = poll == 0 ? FeedCursor.Start : new FeedCursor($"{poll}"),
                    To = new FeedCursor($"{poll + 1}"),
                    Time = Now,
                    Actions = [new KnownAction { Action = told.Change.Action, Revision = 1, FirstSeen = Now }],
                    Changes = [told],
                    Messages = AlertRouter.Route([told], [stored], Now),
                    Health = FeedHealth.Unknown,
                    Coverage = new PollCoverage { Started = Now },
                },
                CancellationToken.None);
        }
    }

    private static MatchedChange Change(int number)
    {
        var action = new AwardAction
        {
            Key = new ActionKey(new AwardKey(string.Create(CultureInfo.InvariantCulture, $"CONT_AWD_70CTD{number:000000}_7012")), ActionKey.Base),
            ActionDate = new DateOnly(2026, 8, 3),
            Obligation = Money.Usd(1_000_000 + number),
            Description = "INVESTIGATIVE CASE MANAGEMENT LICENSES AND OPERATIONS SUPPORT",
            Recipient = new Recipient { Name = "PALANTIR USG, INC.", Identifiers = Identifiers.OfUei("HNN4F9JZWDY8") },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
        };
        var change = new Change
        {
            Id = ChangeId.Of("usaspending", action.Key, ChangeKind.NewAward, 1, "", ActionFacts.Fingerprint(action)),
            Kind = ChangeKind.NewAward,
            Feed = "usaspending",
            Action = action,
            FirstSeen = Now,
        };
        return new MatchedChange(change, [new Match { WatchId = "palantir", Tier = Tier.Certain, Route = Route.Prime, Evidence = [new Evidence("identifier", "UEI HNN4F9JZWDY8 is listed for this vendor")] }]);
    }
}

/// <summary>Passes mails on, and after each window notes what the process holds.</summary>
internal sealed class MeasuringSender(IMailSender inner, int window) : IMailSender
{
    private int _sent;

    public List<long> Memory { get; } = [];

    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        var outcome = await inner.SendAsync(mail, cancellation);
        if (++_sent % window == 0)
            Memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        return outcome;
    }

    public Task<string?> CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);
}
