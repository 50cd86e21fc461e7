namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Writes follow each other slowly, as GitHub asks of programs that make content.</summary>
internal sealed class WritePace(TimeSpan apart, TimeProvider time)
{
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task WaitAsync(CancellationToken cancellation)
    {
        var wait = _next - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
        _next = time.GetUtcNow() + apart;
    }
}
