using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>A subject with its names folded, once for all watches.</summary>
internal sealed class SubjectNames(MatchSubject subject)
{
    public MatchSubject Subject { get; } = subject;

    public IReadOnlyList<FoldedName> Recipient { get; } = FoldedName.Parts(subject.Recipient.Name);

    public IReadOnlyList<FoldedName> Parent { get; } =
        string.IsNullOrWhiteSpace(subject.Recipient.ParentName) ? [] : FoldedName.Parts(subject.Recipient.ParentName);
}
