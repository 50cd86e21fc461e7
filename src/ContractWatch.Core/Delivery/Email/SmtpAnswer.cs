using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.Email;

/// <summary>What a server's refusal, or its silence, means for a mail.</summary>
internal static partial class SmtpAnswer
{
    /// <summary>
    /// Only a recipient or a mail that the server will never take is refused. Whatever we or the operator could mend (log-in,
    /// relaying, the sender's name: RFC 3463 class X.7) is deferred, because nothing owed may get lost by a wrong setting.
    /// </summary>
    public static DeliveryOutcome Outcome(SmtpException fault)
    {
        var reason = Explain(fault);
        if (IsUnreachable(fault))
            return new DeliveryOutcome.Deferred(reason, ChannelDown: true);

        var code = (int)fault.StatusCode;
        var isFinal = fault is SmtpFailedRecipientException ? code is >= 500 and < 600 : code is 552 or 554;
        return isFinal && !Policy.IsMatch(fault.Message)
            ? new DeliveryOutcome.Refused(reason, AddressGone: fault is SmtpFailedRecipientException)
            : new DeliveryOutcome.Deferred(reason);
    }

    public static string Explain(SmtpException fault) => fault switch
    {
        { InnerException: AuthenticationException certificate } => $"the server's certificate is not trusted: {Reason.Of(certificate)}",
        { InnerException: SocketException socket } => $"cannot connect to the server: {Reason.Of(socket)}",
        _ when AsksForLogin(fault) => $"the server lets nobody send without logging in, or does not accept the log-in: {Reason.Of(fault)}",
        _ when Policy.IsMatch(fault.Message) => $"the server does not let us send this; that is also how it looks when the log-in is wrong: {Reason.Of(fault)}",
        { StatusCode: SmtpStatusCode.GeneralFailure } => Reason.Of(fault),
        _ => $"the server answered {(int)fault.StatusCode}: {Reason.Of(fault)}",
    };

    private static bool IsUnreachable(SmtpException fault) =>
        fault.InnerException is AuthenticationException or SocketException || AsksForLogin(fault);

    private static bool AsksForLogin(SmtpException fault) =>
        fault.StatusCode is SmtpStatusCode.MustIssueStartTlsFirst or SmtpStatusCode.ClientNotPermitted or (SmtpStatusCode)534 or (SmtpStatusCode)535;

    [GeneratedRegex(@"\b5\.7\.\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policy { get; }
}
