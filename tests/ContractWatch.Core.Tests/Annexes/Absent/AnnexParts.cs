using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Storage;

namespace ContractWatch.Annexes;

/// <summary>What the annexes bring: nothing, in this build. The same class with everything lies in the folder beside.</summary>
internal static class AnnexParts
{
    public static StoreProvider LiteDb => Absent<StoreProvider>();

    public static IMailSender MailSender(EmailOptions options, TimeSpan? patience = null) => Absent<IMailSender>();

    public static IGitHub GitHub(GitHubOptions options, TimeProvider time) => Absent<IGitHub>();

    private static T Absent<T>()
    {
        Assert.Skip("not in this build; -p:FullRegistry=true has it");
        return default!;
    }
}
