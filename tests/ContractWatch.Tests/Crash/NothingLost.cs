using ContractWatch.Delivery;
using ContractWatch.TestServers;
using ContractWatch.TestServers.Smtp;
using ContractWatch.Watches;

namespace ContractWatch.Crash;

/// <summary>What holds after a kill, when nothing is owed any more.</summary>
internal static class NothingLost
{
    /// <summary>Everything arrived as it was owed: mails at least once, a webhook's message once by its id, issues and comments once.</summary>
    public static void ShouldHold(KillScene scene, IReadOnlyList<OutboxMessage> messages, IReadOnlyList<ReceivedMail> mails, string when)
    {
        messages.Select(message => (message.Key, message.State)).ShouldBe(scene.Messages.Select(message => (message.Key, MessageState.Delivered)), ignoreOrder: true, when);
        ShouldHoldEachMail(messages, mails, when);
        ShouldHoldEachIssueOnce(scene, messages, when);
        scene.Posts.Select(post => post.Id).ShouldBe(Of(messages, Subscription.Webhook).Select(message => message.Key), when);
    }

    /// <summary>Nothing comes again but what was on its way by a channel at the kill; the one that was watched shows what was.</summary>
    /// <param name="channel">Whose server was watched.</param>
    /// <param name="fall">At what it was killed; null when it was not.</param>
    public static void ShouldRepeat(KillScene scene, string channel, Step? fall, string when)
    {
        ShouldRepeat(scene.Mails, Repeats(Subscription.Email, channel, fall), when);
        var (least, most) = Repeats(Subscription.Webhook, channel, fall);
        scene.PostsInAll.ShouldBeInRange(1 + least, 1 + most, when);
    }

    /// <summary>A mail comes again next to itself: it was the last before the kill, and is the first after it.</summary>
    public static void ShouldRepeat(IReadOnlyList<ReceivedMail> mails, (int Least, int Most) repeats, string when)
    {
        mails.GroupBy(Id).Sum(same => same.Count() - 1).ShouldBeInRange(repeats.Least, repeats.Most, when);
        mails.Zip(mails.Skip(1)).Count(pair => Id(pair.First) == Id(pair.Second)).ShouldBeInRange(repeats.Least, repeats.Most, when);
    }

    /// <summary>Before the end of a message nothing is repeated; what was taken without an answer always is.</summary>
    private static (int Least, int Most) Repeats(string channel, string watched, Step? fall) => fall switch
    {
        null => (0, 0),
        _ when channel != watched => (0, 1),
        { IsUnheard: true } => (1, 1),
        { Asked: "QUIT" } or { Asked: ".", Progress: Progress.Answered } => (0, 1),
        { Progress: Progress.Answered } when channel == Subscription.Webhook => (0, 1),
        _ => (0, 0),
    };

    private static void ShouldHoldEachMail(IReadOnlyList<OutboxMessage> messages, IReadOnlyList<ReceivedMail> mails, string when)
    {
        var owed = Of(messages, Subscription.Email).GroupBy(message => message.Address)
            .ToDictionary(parts => $"<{LetterWriter.Joined([.. parts]).Key}@contracts.example.net>", parts => parts.Key);
        owed.Count.ShouldBe(3);
        mails.Select(Id).Distinct().ShouldBe(owed.Keys, ignoreOrder: true, when);
        foreach (var mail in mails)
        {
            var address = owed[Id(mail)];
            mail.Header("To").ShouldBe(address, when);
            mail.Content.TrimEnd().ShouldEndWith("--", Case.Sensitive, $"{when}: the mail is not whole");
            var text = mail.Content.Replace("=\r\n", "", StringComparison.Ordinal);
            Owed.Awards.Where(award => text.Contains(award, StringComparison.Ordinal)).ShouldBe(Owed.AwardsFor(address), when);
        }
    }

    /// <summary>Two issues, and the later change of one of them as one comment and one row of its table.</summary>
    private static void ShouldHoldEachIssueOnce(KillScene scene, IReadOnlyList<OutboxMessage> messages, string when)
    {
        var issues = scene.Issues.Issues;
        var told = Of(messages, Subscription.GitHub).ToLookup(message => message.Award);
        issues.Count.ShouldBe(2, when);
        told.Count.ShouldBe(2);
        foreach (var award in told)
        {
            var about = award.OrderBy(message => message.Created).ToList();
            var issue = issues.Where(issue => issue.Body.Contains($"told={about[0].Key} ", StringComparison.Ordinal)).ShouldHaveSingleItem(when);
            issue.Comments.Count.ShouldBe(about.Count - 1, when);
            foreach (var (comment, later) in issue.Comments.Zip(about.Skip(1)))
                comment.Body.ShouldContain($"told={later.Key} ", Case.Sensitive, when);
            foreach (var change in about.SelectMany(message => message.Alerts).Select(alert => alert.ChangeId))
                issue.Body.Split($"<!-- change={change} -->").Length.ShouldBe(2, when);
        }
    }

    private static IEnumerable<OutboxMessage> Of(IReadOnlyList<OutboxMessage> messages, string channel) => messages.Where(message => message.Channel == channel);

    private static string Id(ReceivedMail mail) => mail.Header("Message-ID")!;
}
