namespace ContractWatch.Running;

public sealed class StoreCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_store_copied_to_another_kind_and_back_tells_the_same()
    {
        Assert.SkipUnless(Composition.Stores.InThisBuild.Count() > 1, "not in this build; -p:FullRegistry=true has it");
        Use("Sqlite");
        (await _place.PollAsync("2026-05-06T12:00:00Z")).ExitCode.ShouldBe(0);
        (await _place.PollAsync("2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
        var told = await _place.RunAsync("changes", "--json");

        var copied = await _place.RunAsync("store", "copy", "--from", "Sqlite", "--to", "LiteDb");

        copied.ExitCode.ShouldBe(0, copied.Error);
        copied.Lines.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
        copied.Output.ShouldContain("contractwatch.litedb holds what contractwatch.db holds");
        Use("LiteDb");
        told.Lines.Count.ShouldBeGreaterThan(0);
        (await _place.RunAsync("changes", "--json")).Output.ShouldBe(told.Output);

        File.Delete(Path.Combine(_place.DataDirectory, "contractwatch.db"));
        (await _place.RunAsync("store", "copy", "--from", "LiteDb", "--to", "Sqlite")).Lines.Where(IsCounted).ShouldBe(copied.Lines.Where(IsCounted), ignoreOrder: true);
        (await _place.RunAsync("store", "copy", "--from", "LiteDb", "--to", "Sqlite")).Error.ShouldContain("exists already");
    }

    [Fact]
    public async Task A_store_that_is_not_in_this_build_is_refused_in_words()
    {
        Assert.SkipUnless(Composition.Stores.InThisBuild.Count() == 1, "this build has every store there is");
        (await _place.PollAsync("2026-05-06T12:00:00Z")).ExitCode.ShouldBe(0);

        (await _place.RunAsync("store", "copy", "--from", "Sqlite", "--to", "LiteDb")).ErrorLines.ShouldBe(["contractwatch: LiteDb stores are not in this build."]);
        Use("LiteDb");
        (await _place.RunAsync("changes")).Error.ShouldContain("asks for a LiteDb store, which this build does not have; it has Sqlite");
    }

    private void Use(string store) => _place.Configure(Workplace.RecordedFeed, $$""", "Storage": { "Provider": "{{store}}" } """);

    private static bool IsCounted(string line) => line.StartsWith("ok ", StringComparison.Ordinal);
}
