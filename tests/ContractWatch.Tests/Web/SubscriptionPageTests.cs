using ContractWatch.Watches;

namespace ContractWatch.Web;

/// <summary>What subscribers see who follow the links in their mails.</summary>
public sealed class SubscriptionPageTests
{
    private const string Token = "a-signed-token";

    private static readonly Subscription[] Heard =
    [
        new("palantir", Subscription.Email, "reader@example.org", Cadence.Daily)
        {
            Wishes = new Wishes { At = new TimeOnly(6, 30), Zone = "America/Chicago", MutedUntil = new DateOnly(2026, 12, 24), Paused = true },
        },
        new("<b>\"amazon\"", Subscription.Email, "reader@example.org", Cadence.Immediately),
    ];

    [Fact]
    public void The_page_to_confirm_reads_as_approved() => SubscriptionPage.Confirm(Token, ["palantir", "<b>\"amazon\""]).ShouldBeApproved("page.confirm");

    [Fact]
    public void The_page_to_manage_reads_as_approved() => SubscriptionPage.Manage(Token, Heard).ShouldBeApproved("page.manage");

    [Fact]
    public void The_page_to_leave_reads_as_approved() => SubscriptionPage.Leave(Token, Heard).ShouldBeApproved("page.leave");

    [Fact]
    public void Where_there_is_nothing_to_do_the_pages_say_so_and_have_no_button()
    {
        string[] pages = [SubscriptionPage.Confirm(Token, []), SubscriptionPage.Manage(Token, []), SubscriptionPage.Leave(Token, []), SubscriptionPage.Refused()];

        pages.ShouldAllBe(page => !page.Contains("<button", StringComparison.Ordinal) && !page.Contains(Token, StringComparison.Ordinal));
        string.Join('\n', pages.Select(page => page[page.IndexOf("<body>", StringComparison.Ordinal)..])).ShouldBeApproved("page.nothing");
    }
}
