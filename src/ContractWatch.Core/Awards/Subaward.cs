namespace ContractWatch.Awards;

/// <summary>
/// Work that an award's recipient passed on to another company, as that recipient reported it
/// (https://sam.gov/fsrs; published by https://www.usaspending.gov). Reports come weeks late, and several may bear one number.
/// </summary>
public sealed record Subaward
{
    /// <summary>The award it was given under.</summary>
    public required AwardKey Prime { get; init; }

    /// <summary>The number the prime recipient gave it. Not unique.</summary>
    public required string Number { get; init; }

    /// <summary>The company the work went to.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>A <see cref="MoneyMeaning.Delta"/>; it is part of the prime award's money, never more of it.</summary>
    public Money? Amount { get; init; }

    /// <summary>The day it was given.</summary>
    public DateOnly? ActionDate { get; init; }

    public string? Description { get; init; }
}
