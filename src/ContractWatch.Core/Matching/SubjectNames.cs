using ContractWatch.Awards;
using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching;

/// <summary>A subject with its names folded when first asked for, once for all watches.</summary>
internal sealed class SubjectNames(MatchSubject subject)
{
    public MatchSubject Subject { get; } = subject;

    public IReadOnlyList<WeighedName> Recipient => field ??= Weigh(Subject.Recipient.Name);

    public IReadOnlyList<WeighedName> Parent => field ??= Weigh(Subject.Recipient.ParentName);

    public IReadOnlyList<(Recipient Recipient, IReadOnlyList<WeighedName> Names)> Subawardees { get; } =
        [.. subject.Subawardees.Select(recipient => (recipient, Weigh(recipient.Name)))];

    public static IReadOnlyList<WeighedName> Weigh(string? published) =>
        string.IsNullOrWhiteSpace(published)
            ? []
            : [.. FoldedName.Parts(published).Where(part => !part.IsEmpty).Select(part => new WeighedName(part, RarityTable.Default))];
}
