using Microsoft.Playwright;

namespace ContractWatch.Delivery.Email;

/// <summary>A mail on a screen, and what it tried to do there.</summary>
internal sealed class ShownMail : IAsyncDisposable
{
    /// <summary>A name that leads nowhere: the mail itself is all that is answered.</summary>
    private const string Address = "https://mail.invalid/";

    private readonly IBrowserContext _context;
    private readonly List<string> _asked = [];
    private readonly List<string> _spoken = [];

    private ShownMail(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>What it asked of a network.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>What its scripts said.</summary>
    public IReadOnlyList<string> Spoken => _spoken;

    /// <param name="policy">What a server would allow the page; null for everything.</param>
    public static async Task<ShownMail> OpenAsync(IBrowserContext context, MailPart html, string? policy = null)
    {
        var shown = new ShownMail(context, await context.NewPageAsync());
        shown.Page.Dialog += async (_, dialog) =>
        {
            shown._spoken.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        shown.Page.Console += (_, message) => shown._spoken.Add(message.Text);
        await context.RouteAsync("**/*", route => shown.AnswerAsync(route, html, policy));
        await shown.Page.GotoAsync(Address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return shown;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private Task AnswerAsync(IRoute route, MailPart html, string? policy)
    {
        if (route.Request.Url == Address)
        {
            var headers = new Dictionary<string, string> { ["Content-Type"] = html.ContentType };
            if (policy is not null)
                headers["Content-Security-Policy"] = policy;
            return route.FulfillAsync(new RouteFulfillOptions { Headers = headers, BodyBytes = html.Content });
        }

        _asked.Add(route.Request.Url);
        return route.AbortAsync();
    }
}
