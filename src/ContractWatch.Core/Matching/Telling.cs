namespace ContractWatch.Matching;

/// <summary>Writes down what was asked and answered, when somebody wants to read it.</summary>
internal sealed class Telling
{
    /// <summary>Nobody reads along.</summary>
    public static readonly Telling Nothing = new(null);

    private readonly List<string>? _steps;

    private Telling(List<string>? steps) => _steps = steps;

    public bool IsHeard => _steps is not null;

    public static Telling Into(List<string> steps) => new(steps);

    public Judgement Say(Judgement answer)
    {
        _steps?.Add(answer.Refusal is { } no ? $"no: {no}" : $"yes: {string.Join("; ", answer.Evidence.Select(evidence => evidence.Text))}");
        return answer;
    }

    public void Note(string step) => _steps?.Add(step);
}
