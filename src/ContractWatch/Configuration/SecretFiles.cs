namespace ContractWatch.Configuration;

/// <summary>A secret may lie in a file of its own: <c>Email:PasswordFile</c> names the file that holds <c>Email:Password</c>.</summary>
internal static class SecretFiles
{
    public const string Suffix = "File";

    /// <summary>Puts the contents of the named files in place of the values; a fault for each that cannot be read.</summary>
    public static IEnumerable<SettingsFault> Open(SettingsSource source, IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)))
        {
            if (source.Values[path] is not { Length: > 0 } named)
                continue;
            var file = source.Absolute(path, named);
            if (Contents(file) is { } secret)
                source.Values[path[..^Suffix.Length]] = secret;
            else
                yield return new SettingsFault(source.WhereIs(path), $"{path}: {file} cannot be read");
        }
    }

    private static string? Contents(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
