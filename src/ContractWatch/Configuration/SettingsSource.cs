using System.Collections;
using System.Text.Json;

namespace ContractWatch.Configuration;

/// <summary>The configuration file and the environment, and which of the two says what.</summary>
internal sealed class SettingsSource
{
    public const string Prefix = "CONTRACTWATCH_";

    private readonly Dictionary<string, JsonKey> _inFile;
    private readonly Dictionary<string, string> _inEnvironment;

    private SettingsSource(string file, byte[] json, IReadOnlyList<JsonKey> keys, IDictionary environment)
    {
        File = file;
        FileKeys = keys;
        _inFile = keys.ToDictionary(key => key.Path, StringComparer.OrdinalIgnoreCase);
        EnvironmentNames = [.. environment.Keys.Cast<string>()
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        _inEnvironment = EnvironmentNames.GroupBy(KeyOf, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.Last(), StringComparer.OrdinalIgnoreCase);
        Values = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(json))
            .AddInMemoryCollection(_inEnvironment.Select(pair => KeyValuePair.Create(pair.Key, (string?)environment[pair.Value])))
            .Build();
    }

    public string File { get; }

    /// <summary>What the file's relative paths are relative to.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    public IReadOnlyList<JsonKey> FileKeys { get; }

    /// <summary>Every variable that begins with the prefix, whether or not it is a key.</summary>
    public IReadOnlyList<string> EnvironmentNames { get; }

    public IConfigurationRoot Values { get; }

    /// <exception cref="SettingsException">The file is not there, cannot be read, or is not JSON.</exception>
    public static SettingsSource Read(string file, IDictionary environment)
    {
        var json = Bytes(file);
        try
        {
            var keys = JsonKeys.Read(json);
            var twice = keys.GroupBy(key => key.Path, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).ToList();
            if (twice.Count > 0)
                throw new SettingsException([.. twice.Select(same => new SettingsFault($"{file}:{same.Last().Line}", $"{same.Key} is given twice"))]);
            if (json.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'/', ..])
                throw new SettingsException([new SettingsFault($"{file}:1", "a JSON object in { } is expected")]);
            return new SettingsSource(file, json, keys, environment);
        }
        catch (JsonException fault)
        {
            throw new SettingsException([new SettingsFault($"{file}:{fault.LineNumber + 1}", $"not JSON: {Reason(fault)}")]);
        }
    }

    /// <summary>The key a variable would set: <c>CONTRACTWATCH_Email__Port</c> sets <c>Email:Port</c>.</summary>
    public static string KeyOf(string variable) => variable[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);

    /// <summary>Where a key's value comes from: the variable, the line, or the file that lacks it.</summary>
    public string WhereIs(string path)
    {
        if (_inEnvironment.TryGetValue(path, out var variable))
            return $"environment {variable}";
        var line = _inFile.GetValueOrDefault(path)
            ?? FileKeys.FirstOrDefault(key => key.Path.StartsWith(path + ':', StringComparison.OrdinalIgnoreCase));
        return line is null ? File : $"{File}:{line.Line}";
    }

    /// <summary>A path as written, made absolute: relative to the file that names it, or to the working directory when the environment does.</summary>
    public string Absolute(string key, string path) =>
        _inEnvironment.ContainsKey(key) ? Path.GetFullPath(path) : Path.GetFullPath(path, Folder);

    private static byte[] Bytes(string file)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            throw Unreadable(file, "there is no such configuration file; --config FILE names another");
        }
        catch (DirectoryNotFoundException)
        {
            throw Unreadable(file, "there is no such configuration file; --config FILE names another");
        }
        catch (IOException fault)
        {
            throw Unreadable(file, $"the configuration file cannot be read: {fault.Message}");
        }
        catch (UnauthorizedAccessException fault)
        {
            throw Unreadable(file, $"the configuration file cannot be read: {fault.Message}");
        }
    }

    private static SettingsException Unreadable(string file, string message) => new([new SettingsFault(file, message)]);

    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }
}
