namespace ContractWatch.Awards;

/// <summary>What kind of thing happened. The name is the word used in files, on the command line and in labels.</summary>
public sealed class ChangeKind
{
    public static readonly ChangeKind NewAward = new("new-award");
    public static readonly ChangeKind Modification = new("modification");

    /// <summary>Published facts were edited in place.</summary>
    public static readonly ChangeKind Correction = new("correction");

    /// <summary>Gone from the source, confirmed.</summary>
    public static readonly ChangeKind Withdrawn = new("withdrawn");

    /// <summary>Published again after it was withdrawn.</summary>
    public static readonly ChangeKind Restored = new("restored");

    public static readonly IReadOnlyList<ChangeKind> All = [NewAward, Modification, Correction, Withdrawn, Restored];

    private ChangeKind(string name) => Name = name;

    public string Name { get; }

    public static ChangeKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    public override string ToString() => Name;
}
