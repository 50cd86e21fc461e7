namespace ContractWatch.Watches;

public sealed class WatchPatternTests
{
    [Theory]
    [InlineData("watches/*.yaml", "watches/B.yaml watches/a.yaml watches/c.yaml")]
    [InlineData("watches/?.yaml", "watches/B.yaml watches/a.yaml watches/c.yaml")]
    [InlineData("watches/a.yaml", "watches/a.yaml")]
    [InlineData("./watches/../watches/a.yaml", "watches/a.yaml")]
    [InlineData("*/inner/*.yaml", "watches/inner/d.yaml")]
    [InlineData("**/*.yaml", "watches/B.yaml watches/a.yaml watches/c.yaml watches/inner/d.yaml")]
    [InlineData("watches/**/d.yaml", "watches/inner/d.yaml")]
    [InlineData("watches/.*.yaml", "watches/.#a.yaml")]
    [InlineData("watches/none.yaml", "")]
    [InlineData("none/*.yaml", "")]
    public void A_pattern_finds_its_files_in_the_same_order_everywhere(string pattern, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "watches/c.yaml", "watches/a.yaml", "watches/B.yaml", "watches/a.yml", "watches/.#a.yaml", "watches/inner/d.yaml", "watches/.git/e.yaml" })
            folder.Write(name, "");

        var found = WatchPattern.Find(pattern, folder.Root).Select(path => Path.GetRelativePath(folder.Root, path));

        string.Join(' ', found).ShouldBe(expected);
    }

    [Fact]
    public void A_pattern_may_be_a_whole_path()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        var path = folder.Write("watches/a.yaml", "");

        WatchPattern.Find(folder.Path("watches") + "/*.yaml", elsewhere.Root).ShouldBe([path]);
    }
}
