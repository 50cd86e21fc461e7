using System.Text.RegularExpressions;
using ContractWatch.TestServers;

namespace ContractWatch.House;

/// <summary>A file of the repository, by its path from the root with <c>/</c>.</summary>
internal sealed record RepositoryFile(string Path)
{
    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(TestPaths.Root, Path));

    /// <summary>C# without its comments and the insides of its texts.</summary>
    public string Code => SourceTree.WithoutCommentsAndTexts(Text);

    /// <summary>The folder below a project, such as <c>Delivery</c>; empty for a file beside the project.</summary>
    public string Room(string project) => Below(project) is [var room, _, ..] ? room : "";

    /// <summary>The folder in a room, such as <c>Email</c>; empty for a file of the room itself.</summary>
    public string Adapter(string project) => Below(project) is [_, var adapter, _, ..] ? adapter : "";

    public bool IsIn(string folder) => Path.StartsWith(folder, StringComparison.Ordinal);

    public override string ToString() => Path;

    private string[] Below(string project) => IsIn(project) ? Path[project.Length..].Split('/') : [];
}

/// <summary>The repository as text.</summary>
internal static partial class SourceTree
{
    public const string Core = "src/ContractWatch.Core/";
    public const string Executable = "src/ContractWatch/";

    private static readonly string[] NotOurs = [".git", "bin", "obj", ".vs", ".vscode", ".idea", ".artifacts", "TestResults", "node_modules", "data", "outbox"];

    public static IReadOnlyList<string> Paths { get; } =
        [.. Below(TestPaths.Root).Select(path => System.IO.Path.GetRelativePath(TestPaths.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<RepositoryFile> Sources { get; } =
        [.. Paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new RepositoryFile(path))];

    public static IReadOnlyList<RepositoryFile> Documents { get; } =
        [.. Paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Select(path => new RepositoryFile(path))];

    public static string WithoutCommentsAndTexts(string code) =>
        CommentOrText().Replace(code, found => found.Value[0] == '/' ? "" : "\"\"");

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotOurs.Contains(System.IO.Path.GetFileName(inner)))
            .SelectMany(Below));

    [GeneratedRegex("""
        //[^\n]*|/\*.*?\*/|\$*"{3}.*?"{3}|\$?@\$?"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentOrText();
}
