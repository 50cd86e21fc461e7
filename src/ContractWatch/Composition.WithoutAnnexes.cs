using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch;

/// <summary>The parts of a build that restores anywhere; see <c>Composition.WithAnnexes.cs</c> for those of a full one.</summary>
internal sealed partial class Composition
{
    public static StoreCatalog Stores { get; } = new([SqliteStore.Provider, StoreProvider.LiteDb]);

    private static IEnumerable<string> NotInThisBuild(EmailOptions email) => email.Host.Length > 0 ? SmtpMailSender.Faults(email) : [];

    private static IEnumerable<string> NotInThisBuild(GitHubOptions gitHub) => GitHubHttp.Faults(gitHub);

    private static SmtpMailSender Smtp(EmailOptions email, TimeProvider time) => new(email, time);

    private static GitHubHttp GitHub(GitHubOptions gitHub, TimeProvider time) => new(Client(TimeSpan.FromSeconds(60)), gitHub, time);
}
