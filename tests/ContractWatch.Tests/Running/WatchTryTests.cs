using System.Text.Json;

namespace ContractWatch.Running;

public sealed class WatchTryTests : IDisposable
{
    private const string Palantir = "CONT_AWD_70CTD026FC0000018_7012_70RTAC26A00000001_7001";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_watch_is_tried_on_the_stored_history_and_nothing_is_saved()
    {
        await PollTwiceAsync();
        var file = Path.Combine(_place.Folder, "try.yaml");
        await File.WriteAllTextAsync(file, "watches: [ { id: tried, vendor: { name: Palantir Technologies } } ]", TestContext.Current.CancellationToken);

        var line = JsonDocument.Parse((await _place.RunAsync("watch", "try", file, "--json")).Lines.ShouldHaveSingleItem()).RootElement;

        line.GetProperty("watch").GetString().ShouldBe("tried");
        line.GetProperty("matched").GetInt32().ShouldBeGreaterThan(0);
        line.GetProperty("actions").GetInt32().ShouldBeGreaterThan(line.GetProperty("matched").GetInt32());
        line.GetProperty("months").EnumerateArray().Single(month => month.GetProperty("month").GetString() == "2026-06").GetProperty("certain").GetInt32().ShouldBe(1);
        line.GetProperty("samples")[0].GetProperty("match").GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
        (await _place.RunAsync("watch", "show", "tried")).ExitCode.ShouldBe(1);
        (await _place.RunAsync("watch", "try", file)).Output.ShouldContain("PALANTIR TECHNOLOGIES INC.");
        (await _place.RunAsync("watch", "try", "palantir")).Output.ShouldContain("2026-06");
        (await _place.RunAsync("watch", "try", "nobody")).ErrorLines.ShouldBe(["contractwatch: there is no file and no watch \"nobody\""]);
    }

    [Fact]
    public async Task What_can_match_nothing_is_refused_and_what_matches_too_much_is_warned_about()
    {
        await PollTwiceAsync();

        var nothing = await _place.RunAsync("watch", "add", "none", "--vendor", "GEO Group", "--exclude", "THE GEO GROUP, INC.");
        nothing.ExitCode.ShouldBe(1);
        nothing.ErrorLines.ShouldHaveSingleItem().ShouldContain("would not match even GEO Group");
        (await _place.RunAsync("watch", "show", "none")).ExitCode.ShouldBe(1);

        var common = await _place.RunAsync("watch", "add", "apple", "--vendor", "Apple Inc");
        common.ExitCode.ShouldBe(0);
        common.ErrorLines.ShouldHaveSingleItem().ShouldContain("warning: apple");
    }

    [Fact]
    public async Task A_watch_in_a_file_that_can_match_nothing_is_warned_about_when_it_is_new()
    {
        _place.Watch("watches: [ { id: none, vendor: { name: GEO Group, exclude: [ 'THE GEO GROUP, INC.' ] } } ]");

        (await _place.PollAsync("2026-05-06T12:00:00Z")).Error.ShouldContain("watch none can match nothing");
        (await _place.PollAsync("2026-05-06T13:00:00Z")).Error.ShouldBe("");
    }

    [Fact]
    public async Task An_award_is_explained_with_weighed_evidence_or_with_the_first_rule_that_said_no()
    {
        _place.Watch("""
            watches:
              - { id: palantir, vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } } }
              - { id: geo, vendor: { name: GEO Group } }
              - { id: elsewhere, vendor: { name: Palantir Technologies }, agencies: [FEMA] }
            """);
        await PollTwiceAsync();

        var yes = await _place.RunAsync("explain", Palantir, "palantir");
        yes.Output.ShouldContain("0 of 2026-06-24: match");
        yes.Output.ShouldContain("certain, prime, score 1.00");
        yes.Output.ShouldContain("identifier");
        var no = await _place.RunAsync("explain", Palantir, "geo");
        no.Output.ShouldContain("0 of 2026-06-24: no match");
        no.Output.ShouldContain("no: ");
        var agency = await _place.RunAsync("explain", Palantir, "elsewhere");
        agency.Output.ShouldContain("no match");
        agency.Lines[^1].ShouldContain("FEMA");
    }

    [Fact]
    public async Task An_explanation_knows_what_people_said()
    {
        await PollTwiceAsync();
        await _place.RunAsync("watch", "exclude", "palantir", "FSY4LVSBGWB7", "--by", "jo");

        (await _place.RunAsync("explain", Palantir, "palantir")).Output.ShouldContain("FSY4LVSBGWB7 is listed as not this vendor");
    }

    private async Task PollTwiceAsync()
    {
        (await _place.PollAsync("2026-05-06T12:00:00Z")).ExitCode.ShouldBe(0);
        (await _place.PollAsync("2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
    }
}
