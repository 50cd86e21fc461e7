using System.Diagnostics;
using ContractWatch.TestServers;

namespace ContractWatch.Crash;

/// <summary>Kills a process at the n-th thing that a server sees of it.</summary>
/// <param name="step">Counted from one; by default it kills nobody.</param>
internal sealed class Killer(int step = int.MaxValue)
{
    private readonly Lock _gate = new();
    private readonly List<Step> _seen = [];
    private Process? _victim;

    /// <summary>What the server saw, up to where it killed.</summary>
    public IReadOnlyList<Step> Seen => _seen;

    /// <summary>At what it killed; null when it did not come so far.</summary>
    public Step? Fall => _seen.Count == step ? _seen[^1] : null;

    /// <summary>Starts the process that is to be killed.</summary>
    public Process Aim(Func<Process> start)
    {
        lock (_gate)
            return _victim = start();
    }

    /// <summary>The process has ended: what comes now is what it left on the wire.</summary>
    public void Rest()
    {
        lock (_gate)
            _victim = null;
    }

    /// <inheritdoc cref="Onlooker"/>
    public Task<bool> SeesAsync(string asked, Progress progress)
    {
        lock (_gate)
        {
            if (_victim is null)
                return Task.FromResult(true);
            if (_seen.Count == step)
                return Task.FromResult(false);
            _seen.Add(new Step(asked, progress));
            if (_seen.Count < step)
                return Task.FromResult(true);
            _victim.Kill();
            _victim.WaitForExit();
            return Task.FromResult(false);
        }
    }
}

/// <summary>Something that a server was asked, and how far it was with it.</summary>
internal sealed record Step(string Asked, Progress Progress)
{
    /// <summary>It is written or taken there, and whoever asked does not know.</summary>
    public bool IsUnheard => Progress == Progress.Done && (Asked == "." || Asked.StartsWith('P'));

    public override string ToString() => $"{Asked} {Progress.ToString().ToLowerInvariant()}";
}
