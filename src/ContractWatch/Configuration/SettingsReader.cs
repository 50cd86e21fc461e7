using System.Collections;
using ContractWatch.Feeds;

namespace ContractWatch.Configuration;

/// <summary>Reads the configuration whole, or says everything that is wrong with it.</summary>
/// <param name="sources">Every type of feed there is.</param>
/// <param name="rooms">Sections that belong to other rooms.</param>
internal sealed class SettingsReader(IReadOnlyList<FeedType> sources, IReadOnlyList<RoomSection> rooms)
{
    public const string DefaultFile = "config/contractwatch.json";
    private const string FeedsKey = "Feeds";

    /// <param name="file">The configuration file; what is relative in it is relative to its folder.</param>
    /// <param name="dataDirectory">Overrides <c>DataDirectory</c>.</param>
    /// <param name="environment">The variables of the process.</param>
    /// <exception cref="SettingsException">With every fault.</exception>
    public Settings Read(string file, string? dataDirectory, IDictionary environment)
    {
        var source = SettingsSource.Read(file, environment);
        var shape = ShapeOf(source);
        var faults = new List<SettingsFault>();
        faults.AddRange(FaultsInFile(source, shape));
        faults.AddRange(FaultsInEnvironment(source, shape));
        faults.AddRange(SecretFiles.Open(source, SecretPaths(source, shape)));
        if (faults.Count > 0)
            throw new SettingsException(faults);

        var settings = Bind(source);
        settings.DataDirectory = Path.GetFullPath(dataDirectory ?? settings.DataDirectory);
        settings.Watches = [.. settings.Watches.Select((pattern, i) => source.Absolute($"Watches:{i}", pattern))];
        faults.AddRange(SettingsRules.Check(settings, source, sources, rooms));
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static IEnumerable<SettingsFault> FaultsInFile(SettingsSource source, Shape shape)
    {
        foreach (var key in source.FileKeys)
        {
            var (leaf, fault) = shape.Find(key.Path);
            fault ??= key.Value is null ? "null is no value; leave the key out" : leaf!.Refuse(key.Value);
            if (fault is not null)
                yield return new SettingsFault($"{source.File}:{key.Line}", $"{key.Path}: {fault}");
        }
    }

    /// <summary>Other programs' variables may begin with our prefix; one is ours when it has a section, or looks as if it should.</summary>
    private static IEnumerable<SettingsFault> FaultsInEnvironment(SettingsSource source, Shape.Keys shape)
    {
        foreach (var variable in source.EnvironmentNames)
        {
            var path = SettingsSource.KeyOf(variable);
            var (leaf, fault) = shape.Find(path);
            if (fault is not null && !path.Contains(':', StringComparison.Ordinal))
            {
                var section = shape.ByName.Keys.FirstOrDefault(name => path.StartsWith(name + '_', StringComparison.OrdinalIgnoreCase));
                fault = section is null
                    ? null
                    : $"no such key; did you mean {SettingsSource.Prefix}{section}__{path[(section.Length + 1)..]}?";
            }
            else
            {
                fault ??= leaf!.Refuse(source.Values[path] ?? "");
            }

            if (fault is not null)
                yield return new SettingsFault($"environment {variable}", $"{path}: {fault}");
        }
    }

    private static List<string> SecretPaths(SettingsSource source, Shape shape) =>
        [.. source.Values.AsEnumerable().Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => pair.Key)
            .Where(path => shape.Find(path).Leaf is not null)];

    private Shape.Keys ShapeOf(SettingsSource source)
    {
        var ownSections = rooms.ToDictionary(room => room.Name, room => (Shape)Shape.Of(room.Options), StringComparer.OrdinalIgnoreCase);
        ownSections.Add(FeedsKey, new Shape.Names(feed => FeedShape(source.Values[$"{FeedsKey}:{feed}:Type"])));
        return Shape.Of(typeof(Settings)).And(new Shape.Keys(ownSections));
    }

    private Shape.Keys FeedShape(string? type)
    {
        var common = Shape.Of(typeof(FeedSettings));
        return Find(type) is { } found ? common.And(Shape.Of(found.Options)) : common;
    }

    private Settings Bind(SettingsSource source)
    {
        var settings = source.Values.Get<Settings>() ?? new Settings();
        if (!source.Values.GetSection(nameof(Settings.Watches)).Exists())
            settings.Watches = ["watches/*.yaml"];
        settings.Rooms = rooms.ToDictionary(room => room.Name, room => BindAs(source.Values.GetSection(room.Name), room.Options));
        settings.Feeds = [.. source.Values.GetSection(FeedsKey).GetChildren().Select(BindFeed)];
        return settings;
    }

    private FeedSettings BindFeed(IConfigurationSection section)
    {
        var feed = section.Get<FeedSettings>() ?? new FeedSettings();
        feed.Id = section.Key;
        feed.Source = Find(feed.Type) is { } type ? BindAs(section, type.Options) : null;
        return feed;
    }

    private FeedType? Find(string? type) =>
        sources.FirstOrDefault(source => source.Name.Equals(type, StringComparison.OrdinalIgnoreCase));

    private static object BindAs(IConfigurationSection section, Type options)
    {
        var bound = Activator.CreateInstance(options)!;
        section.Bind(bound);
        return bound;
    }
}
