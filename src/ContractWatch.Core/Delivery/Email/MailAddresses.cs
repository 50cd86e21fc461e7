using System.Net.Mail;

namespace ContractWatch.Delivery.Email;

internal static class MailAddresses
{
    /// <summary>The host part, or null when it is no mail address.</summary>
    public static string? Host(string address) => MailAddress.TryCreate(address, out var parsed) ? parsed.Host : null;

    /// <summary>The bare address, without a name.</summary>
    public static string Bare(string address) => MailAddress.TryCreate(address, out var parsed) ? parsed.Address : address;
}
