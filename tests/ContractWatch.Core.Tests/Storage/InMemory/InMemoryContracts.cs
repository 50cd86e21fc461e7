namespace ContractWatch.Storage.InMemory;

public sealed class InMemoryPollStoreTests : PollStoreContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryAwardMemoryTests : AwardMemoryContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryCoverageLogTests : CoverageLogContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryWatchStoreTests : WatchStoreContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryChangeLogTests : ChangeLogContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryOutboxTests : OutboxContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}

public sealed class InMemoryLedgerTests : LedgerContract
{
    private readonly Memory _memory = new();

    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new InMemoryStore(_memory));
}
