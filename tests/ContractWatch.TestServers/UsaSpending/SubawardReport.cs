namespace ContractWatch.TestServers.UsaSpending;

/// <summary>A sub-award as the test server holds it.</summary>
/// <param name="Id">The service's own number of the record; no two share it.</param>
/// <param name="PrimeKey">The prime award's key.</param>
public sealed record SubawardReport(long Id, string PrimeKey, string Number, string Recipient, decimal? Amount, DateOnly ActionDate)
{
    public string? Uei { get; init; }

    public string? ParentName { get; init; }

    public string? Description { get; init; }

    /// <summary>What a search shows of the prime when the server holds no action of it.</summary>
    public string PrimeRecipient { get; init; } = "A PRIME THAT NOBODY POLLS";
}
