namespace ContractWatch.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Where">File and line, or the environment variable.</param>
/// <param name="Message">What is wrong and what was expected. Never a secret.</param>
public sealed record SettingsFault(string Where, string Message)
{
    public override string ToString() => $"{Where}: {Message}";
}

/// <summary>The configuration cannot be used; carries every fault, not the first.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException()
    {
    }

    public SettingsException(string message) : base(message)
    {
    }

    public SettingsException(string message, Exception inner) : base(message, inner)
    {
    }

    public SettingsException(IReadOnlyList<SettingsFault> faults) : base(string.Join('\n', faults)) => Faults = faults;

    public IReadOnlyList<SettingsFault> Faults { get; } = [];
}
