using System.IO.Enumeration;

namespace ContractWatch.Watches;

/// <summary>
/// Finds the watch files a pattern names. A pattern is a path with <c>/</c> between its parts, in which <c>*</c> stands for any
/// letters of a name and <c>?</c> for one, and <c>**</c> for any folders. It is relative to the folder of the file that names it.
/// </summary>
public static class WatchPattern
{
    /// <summary>
    /// The files, by their path in ordinal order, so that every machine reads them alike. Names that begin with a dot are left
    /// out unless the pattern says the dot: editors keep their unfinished copies there.
    /// </summary>
    public static IReadOnlyList<string> Find(string pattern, string folder)
    {
        var whole = Path.GetFullPath(pattern.Replace('\\', '/'), Path.GetFullPath(folder)).Replace('\\', '/');
        var parts = whole.Split('/');
        var start = parts.TakeWhile(part => !IsWild(part)).ToList();
        if (start.Count == parts.Length)
            return File.Exists(whole) ? [whole] : [];
        var root = string.Join('/', start) + "/";
        return [.. Below(root, parts.Skip(start.Count).ToArray()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsWild(string part) => part.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Below(string folder, string[] parts)
    {
        if (!Directory.Exists(folder))
            return [];
        if (parts is [var name])
            return Named(name, Directory.EnumerateFiles(folder));
        var rest = parts[1..];
        return parts[0] == "**"
            ? Below(folder, rest).Concat(Named("*", Directory.EnumerateDirectories(folder)).SelectMany(inner => Below(inner, parts)))
            : Named(parts[0], Directory.EnumerateDirectories(folder)).SelectMany(inner => Below(inner, rest));
    }

    private static IEnumerable<string> Named(string pattern, IEnumerable<string> paths) => paths
        .Select(path => path.Replace('\\', '/'))
        .Where(path => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false)
            && (pattern.StartsWith('.') || !Path.GetFileName(path).StartsWith('.')));
}
