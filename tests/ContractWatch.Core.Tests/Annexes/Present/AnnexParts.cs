using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.LiteDb;
using ContractWatch.MailKit;
using ContractWatch.Octokit;
using ContractWatch.Storage;

namespace ContractWatch.Annexes;

/// <summary>What the annexes bring to a full build.</summary>
internal static class AnnexParts
{
    public static StoreProvider LiteDb => LiteDbStore.Provider;

    public static IMailSender MailSender(EmailOptions options, TimeSpan? patience = null) => new MailKitSender(options, TimeProvider.System, patience, SmtpTrust.IsTrusted);

    public static IGitHub GitHub(GitHubOptions options, TimeProvider time) => new GitHubOctokit(options, time);
}
