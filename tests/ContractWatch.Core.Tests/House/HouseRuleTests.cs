using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ContractWatch.TestServers;

namespace ContractWatch.House;

public sealed partial class HouseRuleTests
{
    private const int LongestFile = 350;

    /// <summary>Where one failure must not stop the rest: a feed in a round, a message in a delivery, the process itself.</summary>
    private static readonly string[] CatchesEverything = [SourceTree.Executable + "Program.cs", SourceTree.Core + "Delivery/", SourceTree.Executable + "(Rounds|Scheduling)/"];

    [Fact]
    public void Every_exception_is_caught_in_three_places_only()
    {
        var catches = SourceTree.Sources.Where(file => file.IsIn("src/"))
            .SelectMany(file => CatchAll().Matches(file.Code).Where(found => !OfNamedTypes().IsMatch(found.Groups["filter"].Value)).Select(_ => file.Path))
            .ToList();

        foreach (var place in CatchesEverything)
            catches.Count(path => Regex.IsMatch(path, "^" + place)).ShouldBeLessThanOrEqualTo(1, place);
        catches.Where(path => !CatchesEverything.Any(place => Regex.IsMatch(path, "^" + place))).ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_longer_than_can_be_read() =>
        SourceTree.Sources.Select(file => (file.Path, Lines: file.Text.Count(letter => letter == '\n')))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines} lines")
            .ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine_or_a_package_mirror() =>
        SourceTree.Paths.Where(IsText)
            .SelectMany(path => File.ReadLines(Path.Combine(TestPaths.Root, path))
                .Select((line, at) => (line, at))
                .Where(numbered => MachinePath().IsMatch(numbered.line) || Mirror().IsMatch(numbered.line))
                .Select(numbered => $"{path}:{numbered.at + 1}: {numbered.line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void The_locked_packages_restore_where_the_annexes_packages_are_missing()
    {
        var locks = SourceTree.Paths.Where(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal)).ToList();

        locks.Count.ShouldBeGreaterThan(5);
        foreach (var path in locks)
            Regex.IsMatch(File.ReadAllText(Path.Combine(TestPaths.Root, path)), "\"(LiteDB|MailKit|MimeKit|Octokit)", RegexOptions.IgnoreCase).ShouldBeFalse(path);
    }

    /// <summary>The annex compiles in a full build only, so a table that was forgotten there would be noticed late.</summary>
    [Fact]
    public void Every_table_of_sqlite_has_its_collection_in_litedb()
    {
        var collections = File.ReadAllText(Path.Combine(TestPaths.Root, "src/ContractWatch.LiteDb/Tables.cs"));
        var tables = SourceTree.Paths.Where(path => path.StartsWith($"{SourceTree.Core}Storage/Sqlite/Migrations/", StringComparison.Ordinal))
            .SelectMany(path => Regex.Matches(File.ReadAllText(Path.Combine(TestPaths.Root, path)), @"CREATE TABLE (\w+)").Select(found => found.Groups[1].Value))
            .ToList();

        tables.Count.ShouldBeGreaterThan(20);
        tables.Where(table => !collections.Contains($"\"{table}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_lock_file_and_takes_its_versions_from_one_place()
    {
        foreach (var project in SourceTree.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            SourceTree.Paths.ShouldContain(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json");
            File.ReadAllText(Path.Combine(TestPaths.Root, project)).ShouldNotContain(" Version=");
        }
    }

    [Fact]
    public void Unicode_is_normalised_for_names_are_compared_so()
    {
        (AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant).ShouldBeFalse();
        "É".Normalize(NormalizationForm.FormD).Length.ShouldBe(2);
        "ﬁ".Normalize(NormalizationForm.FormKD).ShouldBe("fi");
        new CultureInfo("tr-TR").TextInfo.ToUpper("i").ShouldBe("İ");
        File.ReadAllText(Path.Combine(TestPaths.Root, "Directory.Build.props")).ShouldContain("<InvariantGlobalization>false</InvariantGlobalization>");
    }

    [Theory]
    [InlineData("Feeds", "IFeed", "FeedCatalog.cs")]
    [InlineData("Delivery", "IDeliveryChannel", "ChannelCatalog.cs")]
    public void Every_feed_and_every_channel_has_its_line_in_the_catalog(string room, string port, string catalog)
    {
        var lines = new RepositoryFile($"{SourceTree.Core}{room}/{catalog}").Code;
        var adapters = SourceTree.Sources
            .Where(file => file.IsIn($"{SourceTree.Core}{room}/"))
            .SelectMany(file => Regex.Matches(file.Code, $@"\bclass (\w+)[^{{;]*:[^{{;]*\b{port}\b").Select(found => found.Groups[1].Value))
            .ToList();

        adapters.ShouldNotBeEmpty();
        adapters.Where(adapter => !Regex.IsMatch(lines, $@"\bnew {adapter}\(")).ShouldBeEmpty();
    }

    private static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".md" or ".json" or ".yaml" or ".yml" or ".props" or ".targets" or ".csproj" or ".sln" or ".txt" or ".sql" or ".service" or ".sh" or ".html" or ".css" or "";

    [GeneratedRegex(@"\bcatch\s*(?:\((?:System\.)?Exception(?:\s+\w+)?\)\s*(?:when\s*\((?<filter>[^{]*)\))?\s*)?(?=\{)")]
    private static partial Regex CatchAll();

    /// <summary>A filter that names the types it means; one that says only what it does not mean is as wide as none.</summary>
    [GeneratedRegex(@"\bis (?!not)")]
    private static partial Regex OfNamedTypes();

    [GeneratedRegex(@"(?<![\w.~/-])/(work|home|root|Users|mnt|tmp)/\w|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?!(api|www)\.nuget\.org)[\w.:-]*(nuget|artifactory|nexus|mirror)[\w.-]*[/:]", RegexOptions.IgnoreCase)]
    private static partial Regex Mirror();
}
