using ContractWatch.TestServers;
using Microsoft.Playwright;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Debian's Chromium, started once for a class of tests with a profile of its own. It shows the HTML part of mails, reaches no
/// network, and photographs what it shows.
/// </summary>
public sealed class MailBrowser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private const float Patience = 30_000;

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>Why there is none here, or null.</summary>
    public static string? WhyNot => File.Exists(Program) ? null : "no Chromium is installed (apt-get install chromium)";

    /// <summary>Where the photographs go.</summary>
    public static string Album { get; } = Path.Combine(TestPaths.Root, ".artifacts", "mails");

    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Flags, Timeout = Patience });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _driver?.Dispose();
    }

    /// <summary>Opens the HTML part of the mail as a mail program does that hides nothing and allows everything.</summary>
    internal async Task<ShownMail> OpenAsync(string kind, MailScreen screen, CancellationToken cancellation) =>
        await OpenAsync(MailPart.Of(await MailKinds.FileAsync(kind, cancellation), "text/html"), screen);

    /// <param name="policy">What a server would allow the page; null for everything.</param>
    internal async Task<ShownMail> OpenAsync(MailPart part, MailScreen screen, string? policy = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            IsMobile = screen.IsPhone,
            HasTouch = screen.IsPhone,
            ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(Patience);
        return await ShownMail.OpenAsync(context, part, policy);
    }
}
