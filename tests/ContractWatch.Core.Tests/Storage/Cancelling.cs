using System.Collections;

namespace ContractWatch.Storage;

/// <summary>A list during whose reading somebody loses patience: at its second entry.</summary>
internal sealed class Cancelling<T>(IReadOnlyList<T> several, CancellationTokenSource patience) : IReadOnlyList<T>
{
    public int Count => several.Count;

    public T this[int index] => several[index];

    public IEnumerator<T> GetEnumerator()
    {
        for (var place = 0; place < several.Count; place++)
        {
            if (place == 1)
                patience.Cancel();
            yield return several[place];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
