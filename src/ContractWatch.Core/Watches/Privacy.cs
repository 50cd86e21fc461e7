namespace ContractWatch.Watches;

/// <summary>Who may learn that somebody watches this. Enforced where messages are routed, and once more before they are sent.</summary>
public enum Privacy
{
    /// <summary>Everybody: alerts may be issues of a repository.</summary>
    Public,

    /// <summary>Subscribers only: alerts go to addresses, never to a repository; pages and bundles for everybody leave it out.</summary>
    Members,

    /// <summary>As members; and its alerts share no mail with others, stand in no subject line and in no log.</summary>
    Embargoed,
}
