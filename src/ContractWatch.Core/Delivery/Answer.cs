namespace ContractWatch.Delivery;

/// <summary>What somebody who may change the watches said to a message of ours.</summary>
public sealed record Answer
{
    /// <summary>32 hex digits over the place where it was said: what is read twice is said once.</summary>
    public required string Key { get; init; }

    /// <summary>Where the answered message went.</summary>
    public required string Address { get; init; }

    /// <summary>The answered message.</summary>
    public required string MessageKey { get; init; }

    /// <summary>The thread of the message, where a reply belongs.</summary>
    public required string Thread { get; init; }

    /// <summary>Who said it, by the name of that place.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the order they were said; never empty.</summary>
    public required IReadOnlyList<Instruction> Instructions { get; init; }
}

/// <summary>A wish about the watch that a message came from.</summary>
public abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>That recipient is not the watched vendor.</summary>
    /// <param name="What">Its name or identifier as somebody typed it; null for the recipient the message is about.</param>
    public sealed record Exclude(string? What) : Instruction;

    /// <summary>That recipient is the watched vendor, too.</summary>
    /// <param name="What">Its name or identifier as somebody typed it.</param>
    public sealed record Alias(string What) : Instruction;

    /// <summary>The watch tells this address nothing for a while.</summary>
    /// <param name="Until">The first day it tells again; null to tell at once.</param>
    public sealed record Mute(DateOnly? Until) : Instruction;

    /// <summary>The message is about another company.</summary>
    public sealed record FalsePositive : Instruction;

    /// <summary>The message is about the watched vendor.</summary>
    public sealed record Confirmed : Instruction;

    /// <summary>A word of ours that could not be read.</summary>
    public sealed record Unreadable(string Found, string Expected) : Instruction;
}

/// <summary>A channel by which people answer.</summary>
public interface IAnswerBox
{
    /// <summary>The delivery channel's name.</summary>
    string Name { get; }

    /// <summary>
    /// Hears what was said since it was last listened to. What was broken off is heard again, under the same keys. Answers why nothing
    /// could be heard; null otherwise.
    /// </summary>
    /// <param name="address">One the channel tells.</param>
    /// <param name="carryOut">Called for each answer, one after the other; an answer it has not come back from is heard again.</param>
    Task<string?> HearAsync(string address, Func<Answer, CancellationToken, Task> carryOut, CancellationToken cancellation);
}
