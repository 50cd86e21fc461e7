using System.Text.Json;

namespace ContractWatch.Running;

public sealed class FeedbackCommandTests : IDisposable
{
    private const string Uei = "FSY4LVSBGWB7";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_is_excluded_is_told_no_more_from_the_next_poll_on_though_the_watch_is_in_a_file()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("watch", "exclude", "palantir", Uei, "--by", "jo")).Output.ShouldContain("next poll");
        (await _place.RunAsync("watch", "exclude", "palantir", "PALANTIR TECHNOLOGIES INC.", "--by", "jo")).ExitCode.ShouldBe(0);
        await _place.PollAsync("2026-07-09T12:00:00Z");

        (await _place.RunAsync("changes", "--json", "--watch", "palantir")).Lines.ShouldBeEmpty();
        (await _place.RunAsync("alerts", "--json")).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_taken_back_is_told_again_and_stays_on_record()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("watch", "exclude", "palantir", Uei, "--by", "jo");
        var id = (await SaidAsync()).ShouldHaveSingleItem().GetProperty("id").GetString()!;
        (await _place.RunAsync("watch", "takeback", "palantir", id, "--by", "kim")).ExitCode.ShouldBe(0);
        await _place.PollAsync("2026-07-09T12:00:00Z");

        (await _place.RunAsync("changes", "--json", "--watch", "palantir")).Lines.ShouldHaveSingleItem();
        var said = (await SaidAsync()).ShouldHaveSingleItem();
        said.GetProperty("kind").GetString().ShouldBe("exclude");
        said.GetProperty("what").GetString().ShouldBe(Uei);
        said.GetProperty("by").GetString().ShouldBe("jo");
        said.GetProperty("takenBackBy").GetString().ShouldBe("kim");
        (await _place.RunAsync("watch", "takeback", "palantir", id)).ExitCode.ShouldBe(1);
        (await _place.RunAsync("watch", "feedback", "palantir")).Output.ShouldContain("by kim");
    }

    [Fact]
    public async Task An_alias_finds_a_vendor_under_its_other_name()
    {
        _place.Watch("watches: [ { id: crm, vendor: { name: Quip Hyperforce } } ]");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("watch", "alias", "crm", "Palantir Technologies", "--by", "jo")).ExitCode.ShouldBe(0);
        await _place.PollAsync("2026-07-09T12:00:00Z");

        (await _place.RunAsync("changes", "--json", "--watch", "crm")).Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_with_its_reason()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");

        (await _place.RunAsync("watch", "exclude", "nobody", "ACME")).ErrorLines.ShouldBe(["contractwatch: there is no watch 'nobody'"]);
        (await _place.RunAsync("watch", "exclude", "palantir", "palantir technologies")).ErrorLines.ShouldHaveSingleItem().ShouldContain("own name");
        (await _place.RunAsync("watch", "feedback", "nobody")).ExitCode.ShouldBe(1);
        (await SaidAsync()).ShouldBeEmpty();
    }

    private async Task<List<JsonElement>> SaidAsync() =>
        [.. (await _place.RunAsync("watch", "feedback", "palantir", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement)];
}
