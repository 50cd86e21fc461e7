namespace ContractWatch.Running;

/// <summary>What is not public shows on no page, in no subject and in no log.</summary>
public sealed class PrivacyTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_embargoed_watch_is_told_to_its_subscribers_and_seen_by_nobody_else()
    {
        _place.Watch("""
            watches:
              - id: quiet-one
                privacy: embargoed
                vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } }
                notify: [ { email: desk@example.org } ]
              - id: open-one
                agencies: [ ICE ]
                notify: [ { email: desk@example.org } ]
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await using (var daemon = await _place.StartAsync("--now", "2026-07-09T12:00:00Z"))
        {
            await daemon.SaysAsync("email: ");
            var page = await daemon.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
            page.ShouldContain("open-one");
            page.ShouldNotContain("quiet-one");
            (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
            daemon.Log.ShouldNotContain("quiet-one");
        }

        var mails = Directory.GetFiles(_place.Outbox, "*.eml").Select(file => File.ReadAllText(file).Replace("=\r\n", "", StringComparison.Ordinal)).ToList();
        var quiet = mails.Where(mail => mail.Contains("the watch quiet-one", StringComparison.Ordinal)).ToList();
        quiet.ShouldNotBeEmpty();
        quiet.ShouldAllBe(mail => mail.Contains("Subject: ContractWatch: changes", StringComparison.Ordinal) && !mail.Contains("open-one", StringComparison.Ordinal));
        mails.Except(quiet).ShouldNotBeEmpty();
        mails.Except(quiet).ShouldAllBe(mail => !mail.Contains("quiet-one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_told_of_a_watch_that_is_not_public_is_a_fault_of_the_file()
    {
        _place.Watch("watches: [ { id: quiet-one, keywords: [iris], privacy: members, notify: [ { github: owner/repository } ] } ]");
        var refused = await _place.PollAsync("2026-05-06T12:00:00Z");
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("not public");
    }
}
