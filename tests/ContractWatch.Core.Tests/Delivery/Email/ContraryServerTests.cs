using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>Store, dispatcher and sender before a server that does all that servers do, in one order after the other.</summary>
public sealed class ContraryServerTests
{
    private const string Gone = "gone@example.org";
    private const int Drops = 3;

    private static readonly SmtpConduct Proper = new() { Account = ("watch", "secret-word"), Refuses = [Gone] };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_mail_arrives_and_only_those_repeat_whose_connection_was_lost_after_the_final_dot(int seed)
    {
        await using var server = SmtpServer.Start(Proper);
        var (channel, hasty) = (Channel(server), Channel(server, TimeSpan.FromMilliseconds(300)));
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", [Told.Mail(address: Gone), .. Enumerable.Range(1, 6).Select(reader => Told.Mail(address: $"reader{reader}@example.org"))]));

        await RunAsync(scene, channel, number: 0);
        server.Mails.ShouldBeEmpty("nobody vouches for its certificate");
        server.Trust();
        foreach (var (conduct, number) in InSomeOrder(seed).Select((conduct, index) => (conduct, index + 1)))
        {
            server.Behave(conduct);
            await RunAsync(scene, conduct.StallsAtData || conduct.StallsAtGreeting ? hasty : channel, number);
        }

        server.Behave(Proper);
        await scene.RunToTheEndAsync(channel);

        var messages = await scene.MessagesAsync();
        var sent = server.Mails.GroupBy(mail => mail.Header("Message-ID")!).ToDictionary(same => same.Key, same => same.ToList());
        sent.Keys.ShouldBe(messages.Where(message => message.Address != Gone).Select(message => $"<{message.Key}@contracts.example.net>"), ignoreOrder: true);
        messages.Where(message => message.Address != Gone).ShouldAllBe(message => message.State == MessageState.Delivered);
        sent.Values.Where(same => same.Count > 1).Select(same => same.Count).ShouldBe(Enumerable.Repeat(2, Drops));
        sent.Values.ShouldAllBe(same => same.Select(mail => mail.Recipients.Single()).Distinct().Count() == 1);

        var gone = messages.Where(message => message.Address == Gone).ToList();
        gone.ShouldAllBe(message => message.State != MessageState.Delivered);
        gone.Count(message => message.State == MessageState.Refused).ShouldBe(1, "the others wait until somebody lifts the address");
    }

    private static SmtpConduct[] InSomeOrder(int seed)
    {
        SmtpConduct[] faults =
        [
            Proper with { Greylists = true },
            Proper with { DropsAfterDot = Drops },
            Proper with { StallsAtGreeting = true },
            Proper with { StallsAtData = true },
            Proper with { AnswerToDot = "452 4.3.1 Insufficient system storage" },
            Proper with { OffersStartTls = false },
            Proper with { Account = ("watch", "another-word") },
        ];
        new Random(seed).Shuffle(faults);
        return faults;
    }

    /// <summary>A change is published, and a day later everything owed is due.</summary>
    private static async Task RunAsync(StoredDelivery scene, IDeliveryChannel channel, int number)
    {
        await scene.CommitAsync(Told.Matched(Told.Change(action: Told.Action($"P{number:00000}"))));
        await scene.RunAsync(channel);
        scene.Time.Advance(TimeSpan.FromDays(1));
    }

    /// <summary>Hasty only where the server never answers: on a busy machine a hasty one would doubt a mail that arrived.</summary>
    private static EmailChannel Channel(SmtpServer server, TimeSpan? patience = null)
    {
        var options = new EmailOptions { From = "ContractWatch <alerts@contracts.example.net>", Host = "localhost", Port = server.Port, UserName = "watch", Password = "secret-word" };
        return new EmailChannel(options, new SmtpMailSender(options, TimeProvider.System, patience), TimeProvider.System);
    }
}
