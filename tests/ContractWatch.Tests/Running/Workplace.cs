using System.Globalization;

namespace ContractWatch.Running;

/// <summary>A folder of its own with a configuration, watches and a data directory, and the built executable to run on it.</summary>
public sealed class Workplace : IDisposable
{
    public const string RecordedFeed = """ "recorded": { "Type": "Recorded" } """;

    private const string Palantir = """
        watches:
          - id: palantir
            vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } }
            notify: [ { email: desk@example.org } ]
        """;

    public Workplace()
    {
        Configure(RecordedFeed);
        Watch(Palantir);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("contractwatch-test-").FullName;

    public string ConfigFile => Path.Combine(Folder, "contractwatch.json");

    public string WatchFile => Path.Combine(Folder, "watches.yaml");

    public string Data { get; set; } = "";

    public string DataDirectory => Data.Length > 0 ? Data : Path.Combine(Folder, "data");

    public string Outbox => Path.Combine(DataDirectory, "outbox");

    /// <param name="feeds">The feeds, as JSON members.</param>
    /// <param name="more">Further sections, as JSON members, each with a comma before it.</param>
    /// <param name="urls">Where to listen.</param>
    public void Configure(string feeds, string more = "", string urls = "http://127.0.0.1:0") => WriteConfiguration(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{ "Watches": [ "watches.yaml" ], "Feeds": { {{feeds}} }, "Web": { "Urls": "{{urls}}" } {{more}} }"""));

    public void WriteConfiguration(string json) => File.WriteAllText(ConfigFile, json);

    public void Watch(string yaml) => File.WriteAllText(WatchFile, yaml);

    /// <summary>Runs a command to its end.</summary>
    public Task<Finished> RunAsync(params string[] arguments) => Executable.RunAsync([.. arguments, "--config", ConfigFile, "--data", DataDirectory]);

    /// <summary>Polls at a recorded moment.</summary>
    public Task<Finished> PollAsync(string day) => RunAsync("poll", "--json", "--now", day);

    /// <summary>Starts the daemon and waits until it says that it is ready, or ends.</summary>
    public Task<RunningDaemon> StartAsync(params string[] arguments) =>
        RunningDaemon.StartAsync(["run", .. arguments, "--config", ConfigFile, "--data", DataDirectory]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
