using System.Text.Json;

namespace ContractWatch.Running;

/// <summary>What commands print is a promise to other programs.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Palantir = "CONT_AWD_70CTD026FC0000018_7012_70RTAC26A00000001_7001";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_change_is_one_line_of_the_promised_shape()
    {
        await PollTwiceAsync();
        var changes = await _place.RunAsync("changes", "--json", "--watch", "palantir");

        changes.Error.ShouldBe("");
        changes.Lines.ShouldHaveSingleItem();
        var change = JsonDocument.Parse(changes.Lines[0]).RootElement;
        change.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["id", "kind", "feed", "award", "action", "agency", "recipient", "amount", "actionDate", "publishedAt", "firstSeen", "fields", "covers", "total", "ceiling", "matches", "url"]);
        change.GetProperty("kind").GetString().ShouldBe("new-award");
        change.GetProperty("award").GetString().ShouldBe(Palantir);
        change.GetProperty("action").GetString().ShouldBe("0");
        change.GetProperty("agency").GetString().ShouldBe("U.S. Immigration and Customs Enforcement");
        change.GetProperty("recipient").ToString().ShouldBe("""{"name":"PALANTIR TECHNOLOGIES INC.","ids":{"uei":"FSY4LVSBGWB7"}}""");
        change.GetProperty("amount").ToString().ShouldBe("""{"value":45848616.8,"currency":"USD","meaning":"delta"}""");
        change.GetProperty("actionDate").GetString().ShouldBe("2026-06-24");
        change.GetProperty("url").GetString().ShouldBe($"https://www.usaspending.gov/award/{Palantir}/");
        var match = change.GetProperty("matches")[0];
        match.EnumerateObject().Select(property => property.Name).ShouldBe(["watch", "tier", "route", "evidence"]);
        match.GetProperty("tier").GetString().ShouldBe("certain");
        match.GetProperty("route").GetString().ShouldBe("prime");
        match.GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Changes_come_oldest_first_and_from_the_moment_asked_for()
    {
        await PollTwiceAsync();
        await _place.PollAsync("2026-08-03T12:00:00Z");

        var all = await SeenAsync();
        var late = await SeenAsync("--since", "2026-08-01");

        all.ShouldBe(all.Order());
        late.Count.ShouldBeInRange(1, all.Count - 1);
        late.ShouldAllBe(seen => seen.StartsWith("2026-08-03"));

        async Task<List<string>> SeenAsync(params string[] more) =>
            [.. (await _place.RunAsync(["changes", "--json", .. more])).Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("firstSeen").GetString()!)];
    }

    [Fact]
    public async Task A_correction_names_each_field_with_its_old_and_new_value()
    {
        _place.Watch("""
            watches:
              - id: interpreters
                agencies: [ICE]
                keywords: [interpretation services]
            """);
        await PollTwiceAsync();
        await _place.PollAsync("2026-08-03T12:00:00Z");

        var fields = (await _place.RunAsync("changes", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Single(change => change.GetProperty("kind").GetString() == "correction" && change.GetProperty("action").GetString() == "P00011")
            .GetProperty("fields");

        fields.GetArrayLength().ShouldBe(1);
        fields[0].GetProperty("name").GetString().ShouldBe("obligation");
        fields[0].GetProperty("old").GetString()!.ShouldContain("1962440");
        fields[0].GetProperty("new").GetString()!.ShouldContain("4935840");
    }

    [Fact]
    public async Task What_was_said_and_what_is_owed_can_be_read()
    {
        _place.Watch("""
            watches:
              - id: palantir
                vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } }
                notify: [ { email: desk@example.org }, { email: weekly@example.org, every: weekly } ]
            """);
        await PollTwiceAsync();

        var said = JsonDocument.Parse((await _place.RunAsync("alerts", "--json")).Lines.ShouldHaveSingleItem()).RootElement;
        said.GetProperty("state").GetString().ShouldBe("delivered");
        File.Exists(Path.Combine(_place.Outbox, said.GetProperty("receipt").GetString()!)).ShouldBeTrue();
        var owed = JsonDocument.Parse((await _place.RunAsync("outbox", "--json")).Lines.ShouldHaveSingleItem()).RootElement;
        owed.GetProperty("state").GetString().ShouldBe("owed");
        owed.GetProperty("cadence").GetString().ShouldBe("weekly");
    }

    [Fact]
    public async Task An_award_can_be_read_and_its_match_explained()
    {
        await PollTwiceAsync();

        var award = JsonDocument.Parse((await _place.RunAsync("award", Palantir, "--json")).Lines.ShouldHaveSingleItem()).RootElement;
        award.GetProperty("actions").GetArrayLength().ShouldBe(1);
        award.GetProperty("obligated").GetProperty("meaning").GetString().ShouldBe("cumulative");
        award.GetProperty("coverage").GetProperty("checkedThrough").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        award.GetProperty("coverage").GetProperty("gaps").GetArrayLength().ShouldBe(0);
        var text = (await _place.RunAsync("award", Palantir)).Output;
        text.ShouldContain("$45,848,616.80");
        text.ShouldContain("Coverage of recorded: checked through ");
        var feed = JsonDocument.Parse((await _place.RunAsync("feeds", "--json")).Lines.ShouldHaveSingleItem()).RootElement;
        feed.GetProperty("lastPoll").GetProperty("queries")[0].GetProperty("expected").GetInt32().ShouldBeGreaterThan(0);
        (await _place.RunAsync("feeds")).Output.ShouldContain("1 of 1 queries read");
        (await _place.RunAsync("explain", Palantir, "palantir")).Output.ShouldContain("FSY4LVSBGWB7");
        (await _place.RunAsync("award", "CONT_AWD_NONE")).ErrorLines.ShouldBe(["contractwatch: nothing is known of the award \"CONT_AWD_NONE\""]);
        (await _place.RunAsync("explain", Palantir, "nobody")).ErrorLines.ShouldBe(["contractwatch: there is no watch \"nobody\"; known: palantir"]);
    }

    [Fact]
    public async Task Watches_can_be_added_shown_exported_imported_and_removed()
    {
        var file = Path.Combine(_place.Folder, "export.yaml");
        (await _place.RunAsync("watch", "add", "geo", "--vendor", "GEO Group", "--alias", "The GEO Group Inc", "--email", "desk@example.org", "--every", "daily")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("watch", "show", "geo")).Output.ShouldContain("The GEO Group Inc");
        (await _place.RunAsync("watch", "export", file)).ExitCode.ShouldBe(0);
        (await _place.RunAsync("watch", "remove", "geo")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("watch", "show", "geo")).ErrorLines.ShouldBe(["contractwatch: there is no watch \"geo\""]);
        (await _place.RunAsync("watch", "import", file)).ExitCode.ShouldBe(0);
        (await _place.RunAsync("watch", "list")).Output.ShouldContain("GEO Group");
        (await _place.RunAsync("watch", "add", "GEO!", "--vendor", "GEO Group")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_demo_tells_the_whole_story_in_time()
    {
        var demo = await Executable.RunAsync(["demo"]);

        demo.ExitCode.ShouldBe(0);
        demo.Error.ShouldBe("");
        foreach (var kind in new[] { "new-award", "modification", "correction", "withdrawn" })
            demo.Output.ShouldContain(kind);
        demo.Output.ShouldContain("salesforce (reseller)");
        demo.Output.ShouldContain(".eml");
        demo.Output.ShouldContain("Why: ");
        var folder = demo.Output.Split("--config ")[1].Split("contractwatch.json")[0];
        Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").ShouldNotBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PollTwiceAsync()
    {
        (await _place.PollAsync("2026-05-06T12:00:00Z")).ExitCode.ShouldBe(0);
        (await _place.PollAsync("2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
    }
}
