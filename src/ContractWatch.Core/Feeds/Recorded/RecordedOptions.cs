namespace ContractWatch.Feeds.Recorded;

/// <summary>A recording has nothing to choose.</summary>
public sealed class RecordedOptions;
