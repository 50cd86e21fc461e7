namespace ContractWatch.Delivery.Email;

/// <summary>How mail leaves: the section <c>Email</c> of the configuration.</summary>
public sealed class EmailOptions
{
    /// <summary>Needed to send; without a server <see cref="DefaultFrom"/> serves for the files.</summary>
    public string From { get; set; } = "";

    /// <summary>The server. Empty: messages are written as files to the pickup directory.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string UserName { get; set; } = "";

    /// <summary>Secret: never logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>
    /// A file with an OAuth 2.0 access token, which another program keeps fresh; read at each log-in, in place of a password
    /// (XOAUTH2, https://developers.google.com/workspace/gmail/imap/xoauth2-protocol). In a full build only.
    /// </summary>
    public string AccessTokenFrom { get; set; } = "";

    /// <summary>The key mails are signed with, as PEM (DKIM, RFC 6376). Secret. In a full build only.</summary>
    public string DkimKey { get; set; } = "";

    /// <summary>The name under which the key's other half stands in the DNS, below <c>_domainkey</c> of the domain of <see cref="From"/>.</summary>
    public string DkimSelector { get; set; } = "";

    /// <summary>A program that takes mails as <c>sendmail</c> does, a full path; in place of a server.</summary>
    public string Sendmail { get; set; } = "";

    /// <summary>Where <c>.eml</c> files go; relative to the data directory.</summary>
    public string PickupDirectory { get; set; } = "outbox";

    internal const string DefaultFrom = "contractwatch@localhost";

    internal string Sender => From.Length > 0 ? From : DefaultFrom;

    /// <summary>Everything that is wrong with the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (From.Length > 0 && MailAddresses.Host(From) is null)
            yield return "Email:From is not a mail address";
        if (Host.Length > 0 && From.Length == 0)
            yield return "Email:From is empty, but Email:Host names a server: say whom the mail is from";
        if (Sendmail.Length > 0 && Host.Length > 0)
            yield return "Email:Sendmail and Email:Host both say how mail leaves: name one of them";
        if (Sendmail.Length > 0 && !Path.IsPathFullyQualified(Sendmail))
            yield return "Email:Sendmail is not a full path, such as /usr/sbin/sendmail";
        if (Sendmail.Length > 0 && From.Length == 0)
            yield return "Email:From is empty, but Email:Sendmail names a program: say whom the mail is from";
        if (Host.Length == 0 && PickupDirectory.Length == 0)
            yield return "Email:Host and Email:PickupDirectory are both empty: name a server, or a folder for .eml files";
        if (Port is < 1 or > 65535)
            yield return $"Email:Port is {Port}, expected 1 to 65535";
        if (UserName.Length == 0 != (Password.Length == 0 && AccessTokenFrom.Length == 0))
            yield return "Email:UserName and Email:Password belong together, and one of them is empty";
        if (Password.Length > 0 && AccessTokenFrom.Length > 0)
            yield return "Email:Password and Email:AccessTokenFrom both say how to log in: name one of them";
        if (Security == MailSecurity.None && (Password.Length > 0 || AccessTokenFrom.Length > 0))
            yield return "Email:Security is None, but there is a password, which would be sent in the clear: use StartTls";
        if (DkimKey.Length == 0 != (DkimSelector.Length == 0))
            yield return "Email:DkimKey and Email:DkimSelector belong together, and one of them is empty";
    }
}

public enum MailSecurity
{
    /// <summary>Connect in the clear, then encrypt before anything is said; the server's certificate is checked.</summary>
    StartTls,

    /// <summary>In the clear, for a server on the same machine.</summary>
    None,

    /// <summary>Encrypted from the first byte (port 465).</summary>
    Tls,
}
