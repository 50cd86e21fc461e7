namespace ContractWatch.Delivery.Email;

/// <summary>
/// Mails as they are written, without the Received lines of a way: rules on those judge the network a mail came through. Debian's
/// package lacks the scores that sa-update brings, so a rule without one counts a whole point: US_DOLLARS_3 fires on sums of
/// millions, which are what we tell.
/// </summary>
public sealed class SpamTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kinds => MailKinds.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_mail_is_not_taken_for_spam(string kind)
    {
        Assert.SkipWhen(SpamAssassin.WhyNot is not null, SpamAssassin.WhyNot ?? "");

        var judged = await SpamAssassin.JudgeAsync(await MailKinds.FileAsync(kind, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        output.WriteLine($"{kind}: {judged.Score} points; {judged.Rules}");
        judged.Score.ShouldBeLessThan(1);
    }
}
