namespace ContractWatch.Delivery.Webhook;

/// <summary>How web addresses are told: the section <c>Webhook</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// Secret: never logged. <c>whsec_</c> and 24 to 64 random bytes in base64, shared with those who receive. While it is being
    /// changed, the new and the old one, with a space between: every message is signed with both.
    /// </summary>
    public string Secret { get; set; } = "";

    /// <summary>For one request.</summary>
    public double TimeoutSeconds { get; set; } = 30;

    /// <summary>Everything that is wrong with the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (!WebhookSignature.AreSecrets(Secret))
            yield return "Webhook:Secret is not whsec_ and 24 to 64 bytes in base64";
        if (TimeoutSeconds is not (>= 1 and <= 300))
            yield return "Webhook:TimeoutSeconds is not between 1 and 300";
    }
}
