using Microsoft.Extensions.Logging;

namespace ContractWatch.Feeds;

/// <summary>A kind of source.</summary>
/// <param name="Name">What <c>Type</c> says in the configuration.</param>
/// <param name="Options">The class of its own options.</param>
/// <param name="Faults">Everything that is wrong with such options: the key, and what is wrong.</param>
/// <param name="Create">Makes the feed; who makes it disposes of it when it can be disposed of.</param>
public sealed record FeedType(
    string Name, Type Options, Func<object, IEnumerable<(string Key, string Fault)>> Faults, Func<object, FeedParts, IFeed> Create)
{
    /// <summary>How its answers are read again by those who check what it said.</summary>
    public required AnswerFormat Answers { get; init; }

    public static FeedType Of<TOptions>(
        string name, AnswerFormat answers, Func<TOptions, IEnumerable<(string Key, string Fault)>> faults, Func<TOptions, FeedParts, IFeed> create)
        where TOptions : class =>
        new(name, typeof(TOptions), options => faults((TOptions)options), (options, parts) => create((TOptions)options, parts)) { Answers = answers };
}

/// <summary>What a feed is made from, beside its own options.</summary>
/// <param name="Id">Its name in the configuration.</param>
public sealed record FeedParts(string Id, TimeProvider Time, ILoggerFactory Logs, IProgress<FeedProgress>? Progress = null)
{
    public FeedHttp Http(FeedHttpOptions options) => new(options, Time, Logs.CreateLogger<FeedHttp>());
}
