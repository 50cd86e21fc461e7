using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Delivery.Webhook;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

public sealed class ChannelCatalogTests
{
    [Fact]
    public void Every_folder_of_the_room_is_a_channel_in_the_catalog()
    {
        using var http = new HttpClient();
        var (outbox, gitHub) = (new FakeOutbox(), new GitHubOptions());
        var channels = ChannelCatalog.All(new ChannelParts
        {
            Email = new EmailOptions(),
            MailSender = new CapturingSender(),
            GitHub = gitHub,
            GitHubApi = new GitHubHttp(http, gitHub, TimeProvider.System),
            Links = new SubscriberLinks("", new SubscriptionTokens([], TimeProvider.System)),
            Webhook = new WebhookOptions(),
            WebhookHttp = http,
            Outbox = outbox,
            Time = TimeProvider.System,
        });

        var folders = Directory.EnumerateDirectories(Path.Combine(TestPaths.Root, "src", "ContractWatch.Core", "Delivery")).Select(Path.GetFileName);
        channels.Select(channel => channel.GetType().Namespace!.Split('.')[^1]).ShouldBe(folders, ignoreOrder: true);
        channels.Select(channel => channel.Name).Distinct().Count().ShouldBe(channels.Count);
    }
}
