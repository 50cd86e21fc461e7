using ContractWatch.Configuration;

namespace ContractWatch;

/// <summary>The daemon: schedule, delivery and web pages, until it is told to stop.</summary>
internal static class Daemon
{
    public static Task<int> RunAsync(Settings settings, TimeProvider time, CancellationToken cancellation) => Task.FromResult(0);
}
