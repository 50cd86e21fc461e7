namespace ContractWatch.TestServers;

/// <summary>
/// A clock for tests: it stands still until told, and whoever waits is woken at once, the clock moving to the moment waited for.
/// </summary>
public sealed class ImpatientTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ImpatientTimer> _guards = [];
    private DateTimeOffset _now = now;
    private TimeSpan _waited;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long everybody together has waited.</summary>
    public TimeSpan Waited
    {
        get
        {
            lock (_gate)
                return _waited;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Set(DateTimeOffset now)
    {
        lock (_gate)
            _now = now;
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
            _now += by;
    }

    /// <summary>Lets every guard go off that is set now: long time-outs, which otherwise never do.</summary>
    /// <returns>How many there were.</returns>
    public int ExpireGuards()
    {
        List<ImpatientTimer> guards;
        lock (_gate)
        {
            guards = [.. _guards];
            _guards.Clear();
        }

        return guards.Count(guard => guard.GoOff());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ImpatientTimer(this, callback, state, dueTime);

    private void Wait(TimeSpan dueTime)
    {
        lock (_gate)
        {
            _now += dueTime;
            _waited += dueTime;
        }
    }

    private sealed class ImpatientTimer : ITimer
    {
        private readonly ImpatientTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private volatile bool _disposed;

        public ImpatientTimer(ImpatientTime time, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            (_time, _callback, _state) = (time, callback, state);
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Long time-outs guard against silence; they must not go off just because nobody waits for them here.</summary>
        private static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed || dueTime == Timeout.InfiniteTimeSpan)
                return !_disposed;
            if (dueTime >= Guard && _state is CancellationTokenSource)
            {
                lock (_time._gate)
                    _time._guards.Add(this);
                return true;
            }

            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (_disposed)
                    return;
                _time.Wait(dueTime);
                _callback(_state);
            });
            return true;
        }

        public bool GoOff()
        {
            if (_disposed)
                return false;
            _callback(_state);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            lock (_time._gate)
                _time._guards.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
