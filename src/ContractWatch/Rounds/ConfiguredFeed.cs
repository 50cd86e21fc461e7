using ContractWatch.Configuration;
using ContractWatch.Feeds;

namespace ContractWatch.Rounds;

/// <summary>A feed of the configuration: where it reads and when.</summary>
internal sealed class ConfiguredFeed(FeedSettings settings, IFeed source)
{
    public string Id => settings.Id;

    public bool IsEnabled => settings.Enabled;

    public FeedSettings Settings => settings;

    public IFeed Source => source;

    public CronSchedule Schedule { get; } = new(settings.Schedule);
}
