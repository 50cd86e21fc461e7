using ContractWatch.Configuration;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using ContractWatch.Scheduling;
using ContractWatch.Storage;
using ContractWatch.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ContractWatch;

/// <summary>The daemon: schedule, delivery and web pages, until it is told to stop.</summary>
internal static partial class Daemon
{
    /// <summary>What is in hand is finished within this time after a SIGTERM.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <exception cref="StoreException">Another daemon runs on the data directory, or the store cannot be opened.</exception>
    /// <exception cref="WatchFilesException">A watch file has faults.</exception>
    /// <exception cref="IOException">The address to listen on is taken.</exception>
    public static async Task<int> RunAsync(Settings settings, TimeProvider time, CancellationToken cancellation)
    {
        using var logs = LoggerFactory.Create(LogTo.Daemon);
        using var alone = DataDirectoryLock.Acquire(settings.DataDirectory);
        await using var house = await Composition.OpenAsync(settings, time, logs, cancellation);
        await house.WatchDesk.MergeAsync(cancellation);
        var first = await Timetable.MissedAsync(house.Feeds, house.Store.Polls, time.GetUtcNow(), cancellation);

        await using var host = Build(house, first, logs);
        await StartAsync(host, settings, cancellation);
        await SayReadyAsync(house, house.Settings.Web.Addresses.Count == 0 ? [] : host.Urls, logs.CreateLogger(nameof(ContractWatch)), cancellation);
        await host.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static WebApplication Build(Composition house, IReadOnlyDictionary<string, DateTimeOffset> first, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(house.Time);
        builder.Services.AddSingleton(house.Feeds);
        builder.Services.AddSingleton<IPollStore>(house.Store.Polls);
        builder.Services.AddSingleton(house.WatchDesk);
        builder.Services.AddSingleton(house.PollRound);
        builder.Services.AddSingleton(house.DeliveryRound);
        builder.Services.AddSingleton(house.CareRound);
        builder.Services.AddSingleton(house.AnswerRound);
        builder.Services.AddSingleton(house.OverviewRound);
        builder.Services.AddTimetable(house.Feeds, first, house.Time);
        builder.Services.AddRoutingCore();
        if (house.Settings.Web.Addresses.Count == 0)
            builder.Services.AddSingleton<IServer, NoServer>();
        else
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var app = builder.Build();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        foreach (var url in house.Settings.Web.Addresses)
            addresses!.Addresses.Add(url);
        app.UseRouting();
        new WebPages(house.Feeds, house.Store, house.VolumeBrake, house.Troubles, house.Time).Map(app);
        new SubscriptionPages(house.Subscriptions, house.SubscriptionTokens, house.Store.Watches).Map(app);
        new DigestPages(house.SubscriptionTokens, house.Store.Outbox, house.Letters).Map(app);
        app.UseEndpoints(_ => { });
        return app;
    }

    private static async Task StartAsync(WebApplication host, Settings settings, CancellationToken cancellation)
    {
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw new IOException($"Web:Urls is {settings.Web.Urls}: {fault.Message}", fault);
        }
    }

    private static async Task SayReadyAsync(Composition house, ICollection<string> urls, ILogger log, CancellationToken cancellation)
    {
        var watches = (await house.Store.Watches.WatchesAsync(cancellation)).Count;
        var feeds = string.Join(", ", house.Feeds.Where(feed => feed.IsEnabled).Select(feed => feed.Id));
        var where = urls.Count == 0 ? "no web" : string.Join(' ', urls);
        var milliseconds = (int)(TimeProvider.System.GetUtcNow() - Started()).TotalMilliseconds;
        LogReady(log, milliseconds, feeds, watches, where);
    }

    private static DateTimeOffset Started()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "ready after {Milliseconds} ms: feeds {Feeds}; {Watches} watches; {Where}")]
    private static partial void LogReady(ILogger log, int milliseconds, string feeds, int watches, string where);
}
