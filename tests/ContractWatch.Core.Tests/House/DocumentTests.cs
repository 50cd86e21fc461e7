using System.Text.Json;
using System.Text.RegularExpressions;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.House;

/// <summary>What the documents name must exist: files, links, configuration keys, commands, options.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Bases = ["", "src/", "config/", "tests/", SourceTree.Core, SourceTree.Executable];
    private static readonly string[] WrittenAtRunTime = ["data/", "outbox/"];

    private static readonly string Product = string.Join('\n', SourceTree.Sources.Where(file => file.IsIn("src/")).Select(file => file.Text));

    private static readonly string Options = string.Join('\n', SourceTree.Sources
        .Where(file => file.Path.EndsWith("Options.cs", StringComparison.Ordinal) || file.Path.EndsWith("/Settings.cs", StringComparison.Ordinal))
        .Select(file => file.Text));

    public static TheoryData<string> Documents => [.. SourceTree.Documents.Select(document => document.Path)];

    [Fact]
    public void The_three_documents_a_newcomer_needs_are_here() =>
        new[] { "README.md", "deploy/README.md", "src/ARCHITECTURE.md" }.ShouldBeSubsetOf(SourceTree.Paths);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_a_document_names_exists(string document) =>
        Ticked(document).Where(IsPath).Where(path => !Exists(document, path)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_somewhere(string document)
    {
        var headings = Heading().Matches(Text(document)).Select(found => Anchor(found.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

        Link().Matches(Text(document)).Select(found => found.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => target.StartsWith('#') ? !headings.Contains(target[1..]) : !IsThere(Combine(document, target.Split('#')[0])))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_configuration_key_a_document_names_exists(string document)
    {
        var known = Keys(JsonDocument.Parse(Text("config/contractwatch.json")).RootElement, "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = Ticked(document).Where(tick => Key().IsMatch(tick))
            .Concat(Variable().Matches(Text(document)).Select(found => found.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)));

        named.Where(key => !known.Contains(key) && !IsTwinOfText(key, known) && !IsOption(key, known)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_and_option_a_document_names_exists(string document)
    {
        var commands = Command().Matches(Product).Select(found => found.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var calls = Call().Matches(Text(document)).ToList();

        calls.Select(found => found.Groups["command"].Value).Where(name => name.Length > 0 && !commands.Contains(name)).ShouldBeEmpty();
        calls.SelectMany(found => Option().Matches(found.Groups["rest"].Value)).Select(found => found.Value)
            .Where(option => !Product.Contains($"\"{option}\"", StringComparison.Ordinal) && option is not ("--help" or "--version"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_shipped_configuration_is_plain_json()
    {
        using var _ = JsonDocument.Parse(Text("config/contractwatch.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });
    }

    /// <summary>What stands between single back-ticks, outside blocks.</summary>
    private static IEnumerable<string> Ticked(string document) =>
        Tick().Matches(Block().Replace(Text(document), "")).Select(found => found.Groups[1].Value);

    private static bool IsPath(string text) =>
        PathShape().IsMatch(text)
        && !WrittenAtRunTime.Any(folder => text.StartsWith(folder, StringComparison.Ordinal))
        && (KnownKind().IsMatch(text) || Bases.Any(folder => text.Contains('/', StringComparison.Ordinal) && Directory.Exists(Full(folder + text.Split('/')[0]))));

    private static bool Exists(string document, string path)
    {
        var folders = Bases.Append(Path.GetDirectoryName(document)!.Replace('\\', '/') + "/").Select(folder => folder == "/" ? "" : folder);
        return folders.Any(folder => path.Contains('*', StringComparison.Ordinal)
            ? WatchPattern.Find(path, Full(folder)).Count > 0
            : IsThere(Full(folder + path)))
            || (!path.Contains('/', StringComparison.Ordinal) && SourceTree.Paths.Any(known => known.EndsWith("/" + path, StringComparison.Ordinal)))
            || Product.Contains($"\"{path}\"", StringComparison.Ordinal);
    }

    private static bool IsTwinOfText(string key, HashSet<string> known) =>
        key.EndsWith("File", StringComparison.Ordinal) && known.Contains(key[..^"File".Length]);

    /// <summary>A key that is left out of the shipped file because its default is right.</summary>
    private static bool IsOption(string key, HashSet<string> known) =>
        key.LastIndexOf(':') is > 0 and var cut
        && known.Any(other => other.StartsWith(key[..cut] + ":", StringComparison.OrdinalIgnoreCase))
        && Regex.IsMatch(Options, $@"public \S+ {Regex.Escape(key[(cut + 1)..])} {{ get; set; }}");

    private static IEnumerable<string> Keys(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(property => Keys(property.Value, path.Length == 0 ? property.Name : $"{path}:{property.Name}")).Append(path)
        : [path];

    private static string Anchor(string heading) =>
        Regex.Replace(heading.Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    private static string Combine(string document, string target) => Full(Path.Combine(Path.GetDirectoryName(document)!, target));

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    private static string Full(string path) => Path.Combine(TestPaths.Root, path);

    private static string Text(string path) => File.ReadAllText(Full(path));

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex Tick();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A[\w.*-][\w./*-]*\z")]
    private static partial Regex PathShape();

    [GeneratedRegex(@"\.(cs|md|json|yaml|props|targets|sln|csproj|txt|sql|service|editorconfig)\z")]
    private static partial Regex KnownKind();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A[A-Z]\w+(:\w+)+\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"CONTRACTWATCH_(\w+__\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex("""new(?: Command)?\("([a-z]+)", """)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?:^|`|\$ |&& )(?:contractwatch|dotnet run [^\n`]*?--project src/ContractWatch(?: -c Release)?(?: --|(?=\s*$|`)))(?: +(?<command>[a-z]+)(?![\w./-]))?(?<rest>[^\n`]*)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("--[a-z-]{2,}")]
    private static partial Regex Option();
}
