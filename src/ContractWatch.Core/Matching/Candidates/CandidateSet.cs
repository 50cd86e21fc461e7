namespace ContractWatch.Matching.Candidates;

/// <summary>Numbers of watches, each once: one bit for each watch and a list of those set. Emptied in as many steps as it holds numbers, so that a thread can keep one.</summary>
internal sealed class CandidateSet
{
    private ulong[] _bits = [];
    private int[] _numbers = new int[64];

    public int Count { get; private set; }

    /// <summary>Makes room for numbers below <paramref name="size"/>; it must be empty.</summary>
    public void Ready(int size)
    {
        if (_bits.Length * 64 < size)
            _bits = new ulong[(size + 63) / 64];
    }

    public void Add(int number)
    {
        ref var bits = ref _bits[number >> 6];
        var bit = 1UL << number;
        if ((bits & bit) != 0)
            return;
        bits |= bit;
        if (Count == _numbers.Length)
            Array.Resize(ref _numbers, Count * 2);
        _numbers[Count++] = number;
    }

    public void Add(List<int> numbers)
    {
        foreach (var number in numbers)
            Add(number);
    }

    /// <summary>The numbers from the smallest on; the span lives until the next change.</summary>
    public ReadOnlySpan<int> InOrder()
    {
        var numbers = _numbers.AsSpan(0, Count);
        numbers.Sort();
        return numbers;
    }

    public void Clear()
    {
        foreach (var number in _numbers.AsSpan(0, Count))
            _bits[number >> 6] = 0;
        Count = 0;
    }
}
