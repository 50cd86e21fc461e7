namespace ContractWatch.Feeds;

/// <summary>How far the reading of a slice has come.</summary>
/// <param name="Slice">Its name, for people.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Expected">Rows the source counts, as far as it has been asked.</param>
public sealed record FeedProgress(string Slice, int Rows, int Expected);
