using ContractWatch.Polling;
using Spectre.Console;

namespace ContractWatch.Cli;

/// <summary>A progress bar on a terminal; nothing where nobody watches.</summary>
internal static class PollProgressBar
{
    public static Task<T> ShowAsync<T>(Terminal terminal, string feed, Func<IProgress<PollProgress>?, Task<T>> poll) =>
        terminal.IsInteractive
            ? terminal.Console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context => poll(new Bar(context.AddTask(Markup.Escape(Terminal.Plain(feed)), maxValue: 1))))
            : poll(null);

    private sealed class Bar(ProgressTask task) : IProgress<PollProgress>
    {
        public void Report(PollProgress value)
        {
            task.MaxValue = Math.Max(1, value.Of);
            task.Value = value.Done;
            task.Description = Markup.Escape(Terminal.Plain(value.Stage));
        }
    }
}
