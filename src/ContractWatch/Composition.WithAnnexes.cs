using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.LiteDb;
using ContractWatch.MailKit;
using ContractWatch.Octokit;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch;

/// <summary>The parts of a full build (<c>-p:FullRegistry=true</c>), where LiteDB, MailKit and Octokit restore.</summary>
internal sealed partial class Composition
{
    public static StoreCatalog Stores { get; } = new([LiteDbStore.Provider, SqliteStore.Provider]);

    private static IEnumerable<string> NotInThisBuild(EmailOptions email) => [];

    private static IEnumerable<string> NotInThisBuild(GitHubOptions gitHub) => [];

    private static MailKitSender Smtp(EmailOptions email, TimeProvider time) => new(email, time);

    private static GitHubOctokit GitHub(GitHubOptions gitHub, TimeProvider time) => new(gitHub, time);
}
