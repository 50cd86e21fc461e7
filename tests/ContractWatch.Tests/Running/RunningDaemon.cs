using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ContractWatch.Running;

/// <summary>A daemon that was started by a test, and ends with it.</summary>
public sealed partial class RunningDaemon : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly SemaphoreSlim _moreLog = new(0);
    private readonly Task _reading;

    private RunningDaemon(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public string Log
    {
        get
        {
            lock (_gate)
                return _log.ToString();
        }
    }

    public static async Task<RunningDaemon> StartAsync(IEnumerable<string> arguments)
    {
        var daemon = new RunningDaemon(Process.Start(Executable.StartInfo(arguments))!);
        await daemon.SaysAsync("ready after");
        if (Address().Match(daemon.Log) is { Success: true } address)
            daemon.Http.BaseAddress = new Uri(address.Value);
        return daemon;
    }

    /// <summary>Waits until the log says the words.</summary>
    public async Task SaysAsync(string words)
    {
        while (!Log.Contains(words, StringComparison.Ordinal))
        {
            if (_reading.IsCompleted)
                throw new InvalidOperationException($"the daemon ended without saying \"{words}\":\n{Log}");
            await _moreLog.WaitAsync(TimeSpan.FromMilliseconds(200), _limit.Token);
        }
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(_limit.Token);
        await _process.WaitForExitAsync(_limit.Token);
        await _reading;
        return (_process.ExitCode, Stopwatch.GetElapsedTime(asked));
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(_limit.Token);
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Http.Dispose();
        _process.Dispose();
        _limit.Dispose();
        _moreLog.Dispose();
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync(_limit.Token) is { } line)
        {
            lock (_gate)
                _log.AppendLine(line);
            _moreLog.Release();
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
