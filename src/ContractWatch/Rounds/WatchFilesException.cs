using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Watch files have faults; carries all of them. The watches of faulty files are as they were.</summary>
internal sealed class WatchFilesException : Exception
{
    public WatchFilesException()
    {
    }

    public WatchFilesException(string message) : base(message)
    {
    }

    public WatchFilesException(string message, Exception inner) : base(message, inner)
    {
    }

    public WatchFilesException(IReadOnlyList<WatchFileFault> faults) : base(string.Join('\n', faults)) => Faults = faults;

    public IReadOnlyList<WatchFileFault> Faults { get; } = [];
}
