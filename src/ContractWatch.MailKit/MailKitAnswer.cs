using System.Net.Sockets;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ContractWatch.MailKit;

/// <summary>What a server's refusal, or its silence, means for a mail, as MailKit tells it.</summary>
internal static class MailKitAnswer
{
    public static DeliveryOutcome Outcome(Exception fault, TimeSpan patience)
    {
        var reason = Explain(fault, patience);
        return fault switch
        {
            SmtpCommandException { ErrorCode: not SmtpErrorCode.UnexpectedStatusCode } answer
                when answer.ErrorCode == SmtpErrorCode.RecipientNotAccepted || !SmtpVerdict.AsksForLogin((int)answer.StatusCode) =>
                SmtpVerdict.Of((int)answer.StatusCode, answer.ErrorCode == SmtpErrorCode.RecipientNotAccepted, answer.Message, reason),
            ProtocolException or IOException => new DeliveryOutcome.Deferred(reason),
            _ => new DeliveryOutcome.Deferred(reason, ChannelDown: true),
        };
    }

    public static string Explain(Exception fault, TimeSpan patience) => fault switch
    {
        SslHandshakeException { ServerCertificate: null } => $"the server cannot encrypt with us: {Reason.Of(fault.InnerException ?? fault)}",
        SslHandshakeException => $"the server's certificate is not trusted: {Reason.Of(fault.InnerException ?? fault)}",
        SocketException => $"cannot connect to the server: {Reason.Of(fault)}",
        AuthenticationException or ServiceNotAuthenticatedException => NoLogIn(fault),
        SmtpCommandException answer when SmtpVerdict.AsksForLogin((int)answer.StatusCode) => NoLogIn(fault),
        SmtpCommandException answer when SmtpVerdict.IsPolicy(answer.Message) => $"the server does not let us send this: {Reason.Of(fault)}",
        SmtpCommandException answer => $"the server answered {(int)answer.StatusCode}: {Reason.Of(fault)}",
        FormatException => "Email:DkimKey is no private key in PEM",
        OperationCanceledException => $"the server did not answer within {patience.TotalSeconds:0} s",
        _ => Reason.Of(fault),
    };

    private static string NoLogIn(Exception fault) => $"the server lets nobody send without logging in, or does not accept the log-in: {Reason.Of(fault)}";
}
