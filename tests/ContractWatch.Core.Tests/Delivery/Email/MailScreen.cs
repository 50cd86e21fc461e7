namespace ContractWatch.Delivery.Email;

/// <summary>What a mail is read on; sizes in CSS pixels.</summary>
internal sealed record MailScreen(string Name, int Width, int Height, bool IsDark = false)
{
    public static readonly MailScreen Phone = new("phone", 360, 740);
    public static readonly MailScreen PhoneAtNight = new("phone-dark", 360, 740, IsDark: true);
    public static readonly MailScreen Desk = new("desk", 1280, 800);
    public static readonly MailScreen DeskAtNight = new("desk-dark", 1280, 800, IsDark: true);

    public bool IsPhone => this == Phone || this == PhoneAtNight;
}
