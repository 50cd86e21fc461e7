using ContractWatch.Awards;

namespace ContractWatch.Feeds;

/// <summary>What an answer says of an award at one place, read again from its bytes.</summary>
public sealed record Retelling
{
    /// <summary>The action that stands there, twins not told apart.</summary>
    public AwardAction? Action { get; init; }

    /// <summary>The award's facts.</summary>
    public Award? Facts { get; init; }

    /// <summary>The sub-award that is reported there.</summary>
    public Subaward? Subaward { get; init; }

    /// <summary>Actions the award's own history lists.</summary>
    public IReadOnlyList<PublishedAction>? Listed { get; init; }

    /// <summary>The list goes on in another answer.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The source knows no such award.</summary>
    public bool IsGone { get; init; }
}

/// <summary>How answers of a source are read again, without asking it.</summary>
/// <param name="Name">What it reads, with the publisher's own version: <c>USAspending API v2</c>.</param>
/// <param name="IsOf">Whether an answer is of this format, by its address alone.</param>
/// <param name="Retell">
/// What is said of the award at that place; null when that is nothing. An answer that cannot be read is a
/// <see cref="System.Text.Json.JsonException"/> or an <see cref="InvalidDataException"/>.
/// </param>
public sealed record AnswerFormat(string Name, Predicate<Observation> IsOf, Func<Sighting, AwardKey, Retelling?> Retell);
