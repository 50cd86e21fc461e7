namespace ContractWatch.Configuration;

/// <summary>The whole configuration, as design and README list it; paths are absolute once it has been read.</summary>
public sealed class Settings
{
    /// <summary>Where the store, the locks and written messages lie. Relative to the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    public StorageOptions Storage { get; set; } = new();

    /// <summary>Watch files; <c>*</c> and <c>?</c> allowed in the last part. Relative to the file that names them.</summary>
    public IList<string> Watches { get; set; } = [];

    public WebOptions Web { get; set; } = new();

    /// <summary>The configured feeds, by the name the user gave them.</summary>
    internal IReadOnlyList<FeedSettings> Feeds { get; set; } = [];

    /// <summary>The options of other rooms, by their section.</summary>
    internal IReadOnlyDictionary<string, object> Rooms { get; set; } = new Dictionary<string, object>();
}

public sealed class StorageOptions
{
    /// <summary>Empty: the store found in the data directory, else the build's own default.</summary>
    public string Provider { get; set; } = "";
}

public sealed class WebOptions
{
    /// <summary>Where to listen, separated by semicolons; empty for no web at all. Port 0 picks a free one.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    internal IReadOnlyList<string> Addresses => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Where people reach it from outside, for links in alerts.</summary>
    public string PublicUrl { get; set; } = "";
}

/// <summary>What every feed has, whatever its source.</summary>
public sealed class FeedSettings
{
    /// <summary>The name in the configuration, such as <c>usaspending</c>.</summary>
    internal string Id { get; set; } = "";

    /// <summary>Which source, by its name in the feed catalog.</summary>
    public string Type { get; set; } = "";

    public bool Enabled { get; set; } = true;

    /// <summary>Quartz cron expression with seconds, in UTC. https://www.quartz-scheduler.net/documentation/quartz-4.x/tutorial/crontriggers.html</summary>
    public string Schedule { get; set; } = "0 20 6,18 * * ?";

    /// <summary>Polls start up to so many seconds late, never later than a tenth of the schedule's interval, so that not every copy asks at once.</summary>
    public int JitterSeconds { get; set; } = 120;

    /// <summary>The source's own options.</summary>
    internal object? Source { get; set; }
}
