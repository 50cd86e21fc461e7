using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ContractWatch.Delivery.Email;

/// <summary>What a server's refusal, or its silence, means for a mail, as System.Net.Mail tells it.</summary>
internal static class SmtpAnswer
{
    public static DeliveryOutcome Outcome(SmtpException fault)
    {
        var reason = Explain(fault);
        return IsUnreachable(fault)
            ? new DeliveryOutcome.Deferred(reason, ChannelDown: true)
            : SmtpVerdict.Of((int)fault.StatusCode, fault is SmtpFailedRecipientException, fault.Message, reason);
    }

    /// <summary>The answer was to RCPT, which the library does not tell, and others are taken.</summary>
    public static DeliveryOutcome OfAddress(SmtpException fault) =>
        SmtpVerdict.Of((int)fault.StatusCode, ofRecipient: true, fault.Message, $"the server answered {(int)fault.StatusCode} to this address, and takes others: {Reason.Of(fault)}");

    public static bool AsksForLogin(SmtpException fault) => SmtpVerdict.AsksForLogin((int)fault.StatusCode);

    public static string Explain(SmtpException fault) => fault switch
    {
        { InnerException: AuthenticationException certificate } => $"the server's certificate is not trusted: {Reason.Of(certificate)}",
        { InnerException: SocketException socket } => $"cannot connect to the server: {Reason.Of(socket)}",
        _ when AsksForLogin(fault) => $"the server lets nobody send without logging in, or does not accept the log-in: {Reason.Of(fault)}",
        _ when SmtpVerdict.IsPolicy(fault.Message) => $"the server does not let us send this; that is also how it looks when the log-in is wrong: {Reason.Of(fault)}",
        { StatusCode: SmtpStatusCode.GeneralFailure } => Reason.Of(fault),
        _ => $"the server answered {(int)fault.StatusCode}: {Reason.Of(fault)}",
    };

    private static bool IsUnreachable(SmtpException fault) =>
        fault.InnerException is AuthenticationException or SocketException || AsksForLogin(fault);
}
