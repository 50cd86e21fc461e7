namespace ContractWatch.Alerting;

/// <summary>How much a change matters to a reader who has little time.</summary>
public enum Severity
{
    Low,
    Normal,
    High,
    Urgent,
}
