using ContractWatch.Delivery.Email;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch;

/// <summary>The parts of a build that restores anywhere; see <c>Composition.WithAnnexes.cs</c> for those of a full one.</summary>
internal sealed partial class Composition
{
    private static readonly StoreCatalog Stores = new([SqliteStore.Provider, StoreProvider.LiteDb]);

    private static SmtpMailSender Smtp(EmailOptions email, TimeProvider time) => new SmtpMailSender(email, time);
}
