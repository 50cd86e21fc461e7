namespace ContractWatch.Ledger;

/// <summary>What is wrong with a bundle, and in which entry.</summary>
/// <param name="Entry">The entry's name, or <see cref="Structure"/>.</param>
public sealed record BundleFault(string Entry, string What)
{
    /// <summary>Where the fault lies in no entry.</summary>
    public const string Structure = "the zip's structure";

    public override string ToString() => $"{Entry}: {What}";
}

/// <summary>The bundle cannot be read on.</summary>
public sealed class BundleException : Exception
{
    public BundleException()
    {
    }

    public BundleException(string message) : base(message)
    {
    }

    public BundleException(string message, Exception inner) : base(message, inner)
    {
    }

    public BundleException(string entry, string what, Exception? inner = null) : base($"{entry}: {what}", inner) => Fault = new BundleFault(entry, what);

    public BundleFault Fault { get; } = new(BundleFault.Structure, "cannot be read");
}
