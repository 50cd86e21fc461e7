using ContractWatch.Storage.InMemory;

namespace ContractWatch.Storage;

public sealed class StoreCatalogTests : IDisposable
{
    private static readonly StoreProvider First = new("First", "first.db") { OpenAsync = (_, _) => Task.FromResult<IStore>(new InMemoryStore()) };
    private static readonly StoreProvider Second = First with { Name = "Second", FileName = "second.db" };
    private static readonly StoreProvider Absent = new("Absent", "absent.db");

    private readonly TemporaryFolder _folder = new();
    private readonly StoreCatalog _catalog = new([First, Second, Absent]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_directory_gets_the_default() => Choose("").ShouldBe(First);

    [Fact]
    public void A_directory_that_does_not_exist_gets_the_default() => _catalog.Choose(_folder.File("none"), "").ShouldBe(First);

    [Fact]
    public void The_store_found_stays_in_use()
    {
        Make("second.db");
        Choose("").ShouldBe(Second);
    }

    [Fact]
    public void The_configured_store_goes_before_the_one_found()
    {
        Make("second.db");
        Choose("first").ShouldBe(First);
    }

    [Fact]
    public void Of_two_stores_found_none_is_guessed()
    {
        Make("first.db");
        Make("second.db");
        Should.Throw<StoreException>(() => Choose("")).Message.ShouldContain("first.db and second.db");
    }

    [Fact]
    public void A_store_this_build_cannot_open_is_never_passed_over()
    {
        Make("absent.db");
        Should.Throw<StoreException>(() => Choose("")).Message.ShouldContain("Absent store, which this build does not have; it has First or Second");
    }

    [Fact]
    public void An_unknown_store_is_refused_with_those_there_are() =>
        Should.Throw<StoreException>(() => Choose("Postgres")).Message.ShouldBe("Storage:Provider is 'Postgres'; expected First or Second, or nothing.");

    private StoreProvider Choose(string configured) => _catalog.Choose(_folder.Path, configured);

    private void Make(string file) => File.WriteAllText(_folder.File(file), "");
}
