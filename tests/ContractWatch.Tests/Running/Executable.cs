using System.Diagnostics;

namespace ContractWatch.Running;

/// <summary>The built executable, beside the tests.</summary>
internal static class Executable
{
    /// <summary>Nothing here takes longer on a machine that is not ill.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<Finished> RunAsync(IEnumerable<string> arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "contractwatch.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var ours in start.Environment.Keys.Where(name => name.StartsWith("CONTRACTWATCH_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(ours);
        return start;
    }
}

/// <summary>A command that has ended.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
