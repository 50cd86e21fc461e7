namespace ContractWatch.Running;

public sealed class OutboxCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task More_than_a_set_number_is_held_until_somebody_lets_it_go_and_nothing_is_lost()
    {
        _place.Configure(Workplace.RecordedFeed, more: """, "Delivery": { "HoldAbove": 1 } """);
        _place.Watch("watches: [ { id: dhs, agencies: [ICE, CBP], notify: [ { email: desk@example.org } ] } ]");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        var owed = (await _place.RunAsync("outbox", "--json")).Lines.Count;
        owed.ShouldBeGreaterThan(1);

        var held = await _place.RunAsync("deliver");
        held.ExitCode.ShouldBe(3);
        held.Error.ShouldContain($"{owed} messages are held");
        Directory.Exists(_place.Outbox).ShouldBeFalse();

        (await _place.RunAsync("outbox", "release", "email")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("deliver")).ExitCode.ShouldBe(0);
        Directory.GetFiles(_place.Outbox).Length.ShouldBe(owed);
        (await _place.RunAsync("outbox", "--json")).Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("outbox", "release", "pigeon")]
    [InlineData("outbox", "lift", "email", "nobody@example.org")]
    public async Task What_is_not_there_is_said(params string[] arguments)
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync(arguments)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_took_for_a_day_is_a_fault_of_check()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", "reader@example.org", "--now", "2026-07-01T12:00:00Z");

        (await _place.RunAsync("check", "--now", "2026-07-02T11:00:00Z")).Error.ShouldNotContain("outbox");
        var late = await _place.RunAsync("check", "--now", "2026-07-02T13:00:00Z");
        late.ExitCode.ShouldBe(1);
        late.Error.ShouldContain("1 messages by email are not delivered a day after they were due");
    }
}
