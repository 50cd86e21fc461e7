namespace ContractWatch.Awards;

/// <summary>What kind of thing happened. The name is the word used in files, on the command line and in labels.</summary>
public sealed class ChangeKind
{
    public static readonly ChangeKind NewAward = new("new-award");
    public static readonly ChangeKind Modification = new("modification");
    public static readonly ChangeKind OptionExercised = new("option-exercised");

    /// <summary>For convenience, for default, for cause or by legal cancellation; also when it moves no money.</summary>
    public static readonly ChangeKind Terminated = new("terminated");

    /// <summary>The award went to another company: novation.</summary>
    public static readonly ChangeKind RecipientChanged = new("recipient-changed");

    public static readonly ChangeKind SubawardReported = new("subaward-reported");

    /// <summary>Base and all options: the most the award can become.</summary>
    public static readonly ChangeKind CeilingChanged = new("ceiling-changed");

    public static readonly ChangeKind PeriodChanged = new("period-changed");

    /// <summary>Published facts were edited in place.</summary>
    public static readonly ChangeKind Correction = new("correction");

    /// <summary>The same company under another name, on all its actions at once.</summary>
    public static readonly ChangeKind RecipientRenamed = new("recipient-renamed");

    /// <summary>The source moved the award to another key: neither new nor withdrawn.</summary>
    public static readonly ChangeKind Rekeyed = new("rekeyed");

    /// <summary>Gone from the source, confirmed.</summary>
    public static readonly ChangeKind Withdrawn = new("withdrawn");

    /// <summary>Published again after it was withdrawn.</summary>
    public static readonly ChangeKind Restored = new("restored");

    public static readonly IReadOnlyList<ChangeKind> All =
    [
        NewAward, Modification, OptionExercised, Terminated, RecipientChanged, SubawardReported,
        CeilingChanged, PeriodChanged, Correction, RecipientRenamed, Rekeyed, Withdrawn, Restored,
    ];

    private ChangeKind(string name) => Name = name;

    public string Name { get; }

    /// <summary>An action was published that was not known.</summary>
    public bool IsPublication => this == NewAward || IsModification;

    /// <summary>A later action on an award, whatever it does.</summary>
    public bool IsModification => this == Modification || this == OptionExercised || this == Terminated || this == RecipientChanged;

    public static ChangeKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    public override string ToString() => Name;
}
