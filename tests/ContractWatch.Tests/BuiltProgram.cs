using System.Diagnostics;

namespace ContractWatch;

/// <summary>The built program, run as a user runs it.</summary>
internal sealed class BuiltProgram(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "contractwatch.dll");

    /// <summary>Runs it to its end.</summary>
    public async Task<Ending> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var running = Start(arguments);
        return await EndAsync(running, cancellation);
    }

    /// <summary>Runs it and, when it is still there after the delay, kills it as a power cut would.</summary>
    /// <returns>How it ended, or null when it was killed.</returns>
    public async Task<Ending?> RunAndKillAsync(IEnumerable<string> arguments, TimeSpan after, CancellationToken cancellation)
    {
        using var running = Start(arguments);
        var ending = EndAsync(running, cancellation);
        if (await Task.WhenAny(ending, Task.Delay(after, TimeProvider.System, cancellation)) == ending)
            return await ending;
        running.Kill();
        await ending;
        return null;
    }

    public Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("CONTRACTWATCH_CAPTURES");
        start.Environment["TMPDIR"] = folder; // what a killed process leaves goes with the folder
        var running = Process.Start(start)!;
        running.StandardInput.Close();
        return running;
    }

    /// <summary>Waits for its end, however it comes.</summary>
    public static async Task<Ending> EndAsync(Process running, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var (output, error) = (running.StandardOutput.ReadToEndAsync(limit.Token), running.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await running.WaitForExitAsync(limit.Token);
            return new Ending(running.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            running.Kill(entireProcessTree: true);
            throw new TimeoutException($"the program did not end within {Patience}", late);
        }
    }
}

/// <summary>How a run ended.</summary>
internal sealed record Ending(int ExitCode, string Output, string Error)
{
    /// <summary>By SIGKILL: 128 and the signal's number.</summary>
    public bool IsKilled => ExitCode == 137;

    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
