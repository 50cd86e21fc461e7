namespace ContractWatch.TestServers.Smtp;

/// <summary>How a server behaves.</summary>
public sealed record SmtpConduct
{
    public bool OffersStartTls { get; init; } = true;

    /// <summary>Encrypts from the first byte, as on port 465.</summary>
    public bool EncryptsAtOnce { get; init; }

    /// <summary>Takes addresses beyond ASCII (SMTPUTF8).</summary>
    public bool OffersUtf8 { get; init; }

    /// <summary>Whom it lets in.</summary>
    public (string UserName, string Password)? Account { get; init; }

    /// <summary>How it may be logged in to; with XOAUTH2 the password is an access token.</summary>
    public string Mechanisms { get; init; } = "PLAIN LOGIN";

    /// <summary>With an account, nobody else may send.</summary>
    public bool DemandsLogin { get; init; } = true;

    /// <summary>The names its certificate is good for.</summary>
    public string CertificateName { get; init; } = "localhost";

    /// <summary>Turns every recipient away once, with 451.</summary>
    public bool Greylists { get; init; }

    /// <summary>Turns these recipients away for good, with 550.</summary>
    public IReadOnlyCollection<string> Refuses { get; init; } = [];

    /// <summary>What it answers to one recipient.</summary>
    public (string Recipient, string Answer)? Answers { get; init; }

    /// <summary>After the final dot of so many mails, which it keeps, it hangs up without a word.</summary>
    public int DropsAfterDot { get; init; }

    /// <summary>Says nothing after DATA.</summary>
    public bool StallsAtData { get; init; }

    /// <summary>Accepts connections and says nothing.</summary>
    public bool StallsAtGreeting { get; init; }

    /// <summary>The answer to a complete mail.</summary>
    public string AnswerToDot { get; init; } = "250 2.0.0 Ok: queued";
}

/// <summary>A mail the server took.</summary>
public sealed record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, string Content, bool IsEncrypted, string? UserName)
{
    public string? Header(string name) => Content.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal)
        .Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
