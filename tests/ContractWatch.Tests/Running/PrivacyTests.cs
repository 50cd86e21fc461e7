namespace ContractWatch.Running;

/// <summary>What is not public shows on no page, in no subject and in no log.</summary>
public sealed class PrivacyTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_embargoed_watch_is_told_to_its_subscribers_and_seen_by_nobody_else()
    {
        const string watches = """
            watches:
              - id: quiet-one
                privacy: embargoed
                vendor: { name: Management Services, identifiers: { uei: [FSY4LVSBGWB7] } }
                notify: [ { email: desk@example.org } ]
              - id: open-one
                agencies: [ ICE ]
                notify: [ { email: desk@example.org } ]
            """;
        _place.Watch(watches);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        _place.Watch(watches.Replace("privacy: embargoed", "privacy: embargoed\n    note: Changed, and so looked at again", StringComparison.Ordinal));
        await using (var daemon = await _place.StartAsync("--now", "2026-07-09T12:00:00Z"))
        {
            await daemon.SaysAsync("email: ");
            var page = await daemon.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
            page.ShouldContain("open-one");
            page.ShouldNotContain("quiet-one");
            (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
            daemon.Log.ShouldNotContain("quiet-one");
            daemon.Log.ShouldNotContain("Management Services");
        }

        var mails = Directory.GetFiles(_place.Outbox, "*.eml").Select(file => File.ReadAllText(file).Replace("=\r\n", "", StringComparison.Ordinal)).ToList();
        var quiet = mails.Where(mail => mail.Contains("the watch quiet-one", StringComparison.Ordinal)).ToList();
        quiet.ShouldNotBeEmpty();
        quiet.ShouldAllBe(mail => mail.Contains("Subject: ContractWatch: changes", StringComparison.Ordinal) && !mail.Contains("open-one", StringComparison.Ordinal));
        mails.Except(quiet).ShouldNotBeEmpty();
        mails.Except(quiet).ShouldAllBe(mail => !mail.Contains("quiet-one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("members")]
    [InlineData("embargoed")]
    public async Task What_there_is_to_advise_of_a_watch_is_logged_only_where_everybody_may_know_of_it(string privacy)
    {
        var watches = $$"""
            watches:
              - { id: open-one, vendor: { name: Management Services } }
              - { id: quiet-one, privacy: {{privacy}}, vendor: { name: Secret Services } }
              - { id: quiet-two, privacy: {{privacy}}, vendor: { name: Hush Group, exclude: [ 'THE HUSH GROUP, INC.' ] } }
            """;
        _place.Configure(""" "recorded": { "Type": "Recorded", "Schedule": "0/2 * * * * ?" } """);
        _place.Watch(watches);
        await using var daemon = await _place.StartAsync("--now", "2026-03-03T12:00:00Z");
        await daemon.SaysAsync("watch open-one: ");
        _place.Watch($"{watches}\n  - {{ id: quiet-three, privacy: {privacy}, vendor: {{ name: Hushed, identifiers: {{ uei: [HUSHEDNUMBER!] }} }} }}");
        await daemon.SaysAsync("its watches stay as they were");

        var health = await daemon.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
        (await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("quiet");
        (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
        daemon.Log.ShouldContain($"{_place.WatchFile}:5:");
        foreach (var secret in new[] { "quiet", "Secret Services", "hush" })
            daemon.Log.ShouldNotContain(secret, Case.Insensitive);
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
