namespace ContractWatch.Configuration;

/// <summary>A section of the configuration whose options another room defines and judges.</summary>
/// <param name="Name">The section, such as <c>Email</c>.</param>
/// <param name="Options">Its options class.</param>
/// <param name="Faults">Everything that is wrong with such options: the key path, and what is wrong.</param>
internal sealed record RoomSection(string Name, Type Options, Func<object, IEnumerable<(string Key, string Fault)>> Faults)
{
    /// <param name="name">The section.</param>
    /// <param name="faults">Sentences that begin with the key path: <c>Email:Port is 0, expected …</c>.</param>
    public static RoomSection Of<TOptions>(string name, Func<TOptions, IEnumerable<string>> faults)
        where TOptions : class =>
        new(name, typeof(TOptions), options => faults((TOptions)options).Select(Split));

    private static (string Key, string Fault) Split(string sentence)
    {
        var end = sentence.IndexOf(' ', StringComparison.Ordinal);
        return (sentence[..end], sentence[(end + 1)..]);
    }
}
