using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ContractWatch.Delivery.Email;

/// <summary>What mails look like in a real browser: the very HTML that is sent, on a phone and on a desk, by day and by night.</summary>
public sealed class MailLookTests(MailBrowser browser, ITestOutputHelper output) : IClassFixture<MailBrowser>
{
    private const int SmallestText = 14;

    /// <summary>In CSS pixels, https://www.w3.org/TR/WCAG22/#target-size-enhanced.</summary>
    private const int SmallestTarget = 44;

    public static TheoryData<string> Kinds => MailKinds.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Nothing_is_wider_than_the_window(string kind) => OnAsync(
        [MailScreen.Phone, MailScreen.PhoneAtNight, MailScreen.Desk, MailScreen.DeskAtNight], kind, async (mail, screen) =>
        {
            (await mail.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(screen.Width, screen.Name);
            (await mail.Page.EvaluateAsync<string[]>(Questions.WhatIsWiderThanTheWindow)).ShouldBeEmpty(screen.Name);

            var photograph = Path.Combine(MailBrowser.Album, $"{kind}.{screen.Name}.png");
            await mail.Page.ScreenshotAsync(new PageScreenshotOptions { Path = photograph, FullPage = true });
            output.WriteLine($"photographed: {photograph}");
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Nothing_is_asked_of_any_network_and_no_script_runs(string kind) => OnAsync([MailScreen.Phone], kind, (mail, _) =>
    {
        mail.Asked.Concat(mail.Spoken).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Every_text_is_large_enough_to_read_and_every_link_to_hit(string kind) => OnAsync([MailScreen.Phone, MailScreen.Desk], kind, async (mail, screen) =>
    {
        (await mail.Page.EvaluateAsync<string[]>(Questions.WhichTextsAreSmallerThan, SmallestText)).ShouldBeEmpty(screen.Name);
        (await mail.Page.EvaluateAsync<string[]>(Questions.WhichLinksAreLowerThan, SmallestTarget)).ShouldBeEmpty(screen.Name);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Axe_finds_no_fault_by_day_and_by_night(string kind) => OnAsync([MailScreen.Phone, MailScreen.PhoneAtNight], kind, async (mail, screen) =>
    {
        // Axe takes what has no background of its own for white: it is told the browser's own, which is the one that is seen.
        await mail.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = ":root { background: Canvas }" });
        var result = await mail.Page.RunAxe();

        result.Passes.ShouldContain(rule => rule.Id == "color-contrast", screen.Name);
        result.Violations.Concat(result.Incomplete).Select(rule => $"{rule.Id}: {string.Join("; ", rule.Nodes.Select(node => node.Html))}").ShouldBeEmpty(screen.Name);
    });

    private async Task OnAsync(IReadOnlyList<MailScreen> screens, string kind, Func<ShownMail, MailScreen, Task> law)
    {
        Assert.SkipWhen(MailBrowser.WhyNot is not null, MailBrowser.WhyNot ?? "");
        foreach (var screen in screens)
        {
            await using var mail = await browser.OpenAsync(kind, screen, TestContext.Current.CancellationToken);
            await law(mail, screen);
        }
    }

    /// <summary>A page answers with what breaks the law.</summary>
    private static class Questions
    {
        public const string WhatIsWiderThanTheWindow = """
            () => [...document.body.querySelectorAll('*')]
                .filter(one => one.getBoundingClientRect().right > window.innerWidth || one.clientWidth > 0 && one.scrollWidth > one.clientWidth)
                .map(one => one.outerHTML.slice(0, 80))
            """;

        public const string WhichTextsAreSmallerThan = """
            size => {
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
                while (texts.nextNode())
                    if (texts.currentNode.data.trim() && parseFloat(getComputedStyle(texts.currentNode.parentElement).fontSize) < size)
                        small.push(texts.currentNode.data.slice(0, 80));
                return small;
            }
            """;

        public const string WhichLinksAreLowerThan = """
            height => [...document.links]
                .filter(link => link.getBoundingClientRect().height < height || getComputedStyle(link).textDecorationLine !== 'underline')
                .map(link => link.outerHTML.slice(0, 80))
            """;
    }
}
