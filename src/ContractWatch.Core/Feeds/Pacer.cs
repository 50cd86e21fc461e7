namespace ContractWatch.Feeds;

/// <summary>Keeps requests apart in time and few at once; one at a time after the source has shown that it minds.</summary>
internal sealed class Pacer(double perSecond, int atOnce, TimeProvider time) : IDisposable
{
    /// <summary>So many good answers in a row, and the source is asked as before.</summary>
    private const int GoodEnough = 50;

    private readonly SemaphoreSlim _free = new(atOnce, atOnce);
    private readonly TimeSpan _apart = perSecond > 0 ? TimeSpan.FromSeconds(1 / perSecond) : TimeSpan.Zero;
    private readonly Lock _gate = new();
    private DateTimeOffset _next;
    private int _withhold;
    private int _withheld;
    private int _good;

    /// <summary>Waits for a turn; give it back with <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            await Task.Delay(UntilNext(), time, cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave();
            throw;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (_withheld < _withhold)
            {
                _withheld++;
                return;
            }
        }

        _free.Release();
    }

    /// <summary>From now on one at a time.</summary>
    public void Narrow()
    {
        lock (_gate)
            (_withhold, _good) = (atOnce - 1, 0);
    }

    public void Good()
    {
        int back;
        lock (_gate)
        {
            if (_withhold == 0 || ++_good < GoodEnough)
                return;
            (back, _withheld, _withhold) = (_withheld, 0, 0);
        }

        if (back > 0)
            _free.Release(back);
    }

    public void Dispose() => _free.Dispose();

    private TimeSpan UntilNext()
    {
        if (_apart == TimeSpan.Zero)
            return TimeSpan.Zero;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var mine = _next > now ? _next : now;
            _next = mine + _apart;
            return mine - now;
        }
    }
}
