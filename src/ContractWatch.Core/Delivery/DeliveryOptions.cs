namespace ContractWatch.Delivery;

/// <summary>What holds for every way to reach people: the section <c>Delivery</c> of the configuration.</summary>
public sealed class DeliveryOptions
{
    /// <summary>A channel that would send more messages than this in one run sends none until somebody releases it; 0: it is never held.</summary>
    public int HoldAbove { get; set; } = 1000;

    /// <summary>Everything that is wrong with the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (HoldAbove < 0)
            yield return $"Delivery:HoldAbove is {HoldAbove}, expected 0 (never) or a number of messages";
    }
}
