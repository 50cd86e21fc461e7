namespace ContractWatch.Awards;

/// <summary>
/// The source's own stable key of an award, for USAspending <c>CONT_AWD_…</c> or <c>CONT_IDV_…</c>.
/// It is opaque: its parts carry no meaning here and are never split.
/// </summary>
public readonly record struct AwardKey(string Value)
{
    public override string ToString() => Value;
}
