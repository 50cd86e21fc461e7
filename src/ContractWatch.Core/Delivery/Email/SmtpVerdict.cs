using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.Email;

/// <summary>What a server's answer to a mail means, whichever library has read it.</summary>
public static partial class SmtpVerdict
{
    /// <summary>Codes by which a server asks for a log-in, or turns one down (RFC 4954, section 6); not so as an answer to RCPT.</summary>
    public static bool AsksForLogin(int code) => code is 530 or 534 or 535 or 538 or 454;

    /// <summary>
    /// Only a recipient or a mail that the server will never take is refused. Whatever we or the operator could mend (log-in,
    /// relaying, the sender's name: RFC 3463 class X.7) is deferred, because nothing owed may get lost by a wrong setting; so is a full
    /// or small mailbox (552), which its owner mends. 554 after the final dot is the server's last word on this mail (RFC 5321, section 4.2.1).
    /// </summary>
    /// <param name="code">The SMTP code.</param>
    /// <param name="ofRecipient">It was the answer to RCPT.</param>
    /// <param name="answer">The server's own words.</param>
    /// <param name="reason">What is kept of it, without addresses or secrets.</param>
    public static DeliveryOutcome Of(int code, bool ofRecipient, string answer, string reason)
    {
        if (ofRecipient && AsksForLogin(code))
            return new DeliveryOutcome.Deferred(reason, AddressDown: true);
        var isFinal = ofRecipient ? code is >= 500 and < 600 and not 552 : code is 554;
        return isFinal && !IsPolicy(answer)
            ? new DeliveryOutcome.Refused(reason, AddressGone: ofRecipient)
            : new DeliveryOutcome.Deferred(reason);
    }

    public static bool IsPolicy(string answer) => Policy.IsMatch(answer);

    [GeneratedRegex(@"\b5\.7\.\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policy { get; }
}
