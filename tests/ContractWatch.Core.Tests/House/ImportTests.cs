using System.Text.RegularExpressions;

namespace ContractWatch.House;

/// <summary>Who may know whom. The table is the one of src/ARCHITECTURE.md.</summary>
public sealed partial class ImportTests
{
    private static readonly Dictionary<string, string[]> Knows = new(StringComparer.Ordinal)
    {
        ["Awards"] = [],
        ["Watches"] = ["Awards"],
        ["Feeds"] = ["Awards"],
        ["Diffing"] = ["Awards"],
        ["Matching"] = ["Awards", "Watches", "Feeds", "Diffing"],
        ["Alerting"] = ["Awards", "Watches", "Feeds", "Diffing", "Matching"],
        ["Delivery"] = ["Awards", "Watches", "Feeds", "Diffing", "Matching", "Alerting"],
        ["Polling"] = ["Awards", "Watches", "Feeds", "Diffing", "Matching", "Alerting", "Delivery"],
        ["Ledger"] = ["Awards", "Watches", "Feeds", "Diffing", "Matching", "Alerting", "Delivery", "Polling"],
        ["Storage"] = ["Awards", "Watches", "Feeds", "Diffing", "Matching", "Alerting", "Delivery", "Polling", "Ledger"],
    };

    /// <summary>Rooms whose folders are adapters, and the files of the room that list them.</summary>
    private static readonly Dictionary<string, string> Catalogs = new(StringComparer.Ordinal)
    {
        ["Feeds"] = "FeedCatalog.cs",
        ["Delivery"] = "ChannelCatalog.cs",
        ["Storage"] = "StoreCatalog.cs",
    };

    private static readonly (string Package, string[] Homes)[] Packages =
    [
        ("Microsoft.Data.Sqlite", [SourceTree.Core + "Storage/Sqlite/"]),
        ("SQLitePCL", [SourceTree.Core + "Storage/Sqlite/"]),
        ("Npgsql", [SourceTree.Core + "Storage/Postgres/"]),
        ("System.Net.Mail", [SourceTree.Core + "Delivery/Email/"]),
        ("CsvHelper", [SourceTree.Core + "Delivery/Email/"]),
        ("Polly", [SourceTree.Core + "Feeds/"]),
        ("YamlDotNet", [SourceTree.Core + "Watches/"]),
        ("Quartz", [SourceTree.Executable]),
        ("Microsoft.AspNetCore", [SourceTree.Executable]),
        ("Microsoft.Extensions.Hosting", [SourceTree.Executable]),
        ("System.CommandLine", [SourceTree.Executable]),
        ("Spectre", [SourceTree.Executable]),
        ("LiteDB", ["src/ContractWatch.LiteDb/"]),
        ("MailKit", ["src/ContractWatch.MailKit/"]),
        ("MimeKit", ["src/ContractWatch.MailKit/"]),
        ("Octokit", ["src/ContractWatch.Octokit/"]),
    ];

    private static readonly IReadOnlyList<RepositoryFile> Core = [.. SourceTree.Sources.Where(file => file.IsIn(SourceTree.Core))];

    private static readonly ILookup<string, string> TypesByRoom = Core
        .SelectMany(file => Declaration().Matches(file.Code).Select(found => (Room: file.Room(SourceTree.Core), Type: found.Groups[1].Value)))
        .ToLookup(declared => declared.Room, declared => declared.Type, StringComparer.Ordinal);

    [Fact]
    public void Every_folder_of_the_library_is_a_room_of_the_table() =>
        Core.Select(file => file.Room(SourceTree.Core)).Where(room => room.Length > 0).Distinct()
            .ShouldBeSubsetOf(Knows.Keys);

    [Fact]
    public void A_room_imports_only_the_rooms_before_it() =>
        Core.Where(file => file.Room(SourceTree.Core).Length > 0)
            .SelectMany(file => Rooms(file)
                .Where(room => room != file.Room(SourceTree.Core) && !Knows[file.Room(SourceTree.Core)].Contains(room))
                .Select(room => $"{file} imports {room}"))
            .ShouldBeEmpty();

    [Fact]
    public void An_adapter_is_known_to_its_own_folder_and_the_catalog_only() =>
        Core.SelectMany(file => Adapters(file)
                .Where(known => Catalogs.ContainsKey(known.Room) && !IsAtHome(file, known.Room, known.Adapter))
                .Select(known => $"{file} imports {known.Room}.{known.Adapter}"))
            .ShouldBeEmpty();

    [Fact]
    public void Types_of_a_package_stay_in_their_adapter() =>
        SourceTree.Sources.Where(file => file.IsIn("src/"))
            .SelectMany(file => Packages
                .Where(package => !package.Homes.Any(file.IsIn) && Names(file, package.Package))
                .Select(package => $"{file} names {package.Package}"))
            .ShouldBeEmpty();

    [Fact]
    public void Scheduling_command_line_and_web_do_not_know_each_other()
    {
        string[] apart = ["Scheduling", "Cli", "Web"];

        SourceTree.Sources.Where(file => apart.Contains(file.Room(SourceTree.Executable)))
            .SelectMany(file => apart
                .Where(other => other != file.Room(SourceTree.Executable) && Names(file, $"ContractWatch.{other}"))
                .Select(other => $"{file} imports {other}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_composition_chooses_a_store() =>
        SourceTree.Sources.Where(file => file.IsIn(SourceTree.Executable) && !file.IsIn(SourceTree.Executable + "Composition"))
            .Where(file => Names(file, "ContractWatch.Storage.Sqlite") || Names(file, "ContractWatch.Storage.Postgres"))
            .ShouldBeEmpty();

    [Fact]
    public void The_namespace_of_a_file_is_its_folder() =>
        SourceTree.Sources.Where(file => file.IsIn("src/") && Namespace().IsMatch(file.Code))
            .Select(file => (File: file, Namespace: Namespace().Match(file.Code).Groups[1].Value, Folder: FolderNamespace(file.Path)))
            .Where(found => found.Namespace != found.Folder)
            .Select(found => $"{found.File} is in namespace {found.Namespace}")
            .ShouldBeEmpty();

    [Fact]
    public void No_folder_or_class_has_a_name_that_says_nothing() =>
        SourceTree.Sources.Where(file => file.IsIn("src/"))
            .SelectMany(file => file.Path.Split('/').Append(Path.GetFileNameWithoutExtension(file.Path))
                .Concat(Declaration().Matches(file.Code).Select(found => found.Groups[1].Value))
                .Where(name => Empty().IsMatch(name))
                .Select(name => $"{file}: {name}"))
            .ShouldBeEmpty();

    private static IEnumerable<string> Rooms(RepositoryFile file) => Knows.Keys.Where(room =>
        Names(file, $"ContractWatch.{room}")
        || Relative(file.Code, room).Any(type => TypesByRoom[room].Contains(type, StringComparer.Ordinal)));

    private static IEnumerable<string> Relative(string code, string room) =>
        Regex.Matches(code, $@"(?<![\w.]){room}\.([A-Z]\w*)").Select(found => found.Groups[1].Value);

    private static IEnumerable<(string Room, string Adapter)> Adapters(RepositoryFile file) =>
        Regex.Matches(file.Code, @"\bContractWatch\.(\w+)\.(\w+)\b")
            .Select(found => (found.Groups[1].Value, found.Groups[2].Value))
            .Where(known => Core.Any(other => other.IsIn($"{SourceTree.Core}{known.Item1}/{known.Item2}/")))
            .Distinct();

    private static bool IsAtHome(RepositoryFile file, string room, string adapter) =>
        file.Room(SourceTree.Core) == room
        && (file.Adapter(SourceTree.Core) == adapter || Path.GetFileName(file.Path) == Catalogs[room]);

    private static bool Names(RepositoryFile file, string name) => Regex.IsMatch(file.Code, $@"(?<![\w.]){Regex.Escape(name)}\b");

    private static string FolderNamespace(string path)
    {
        var parts = path.Split('/')[1..^1];
        var root = parts[0] is "ContractWatch.Core" ? "ContractWatch" : parts[0];
        return string.Join('.', [root, .. parts[1..]]);
    }

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum|delegate [\w<>?]+) (\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("^(Models?|Services?|Interfaces?|Helpers?|Utils?|Managers?|Processors?)$|(Helper|Util|Utils|Manager|Processor)$")]
    private static partial Regex Empty();
}
