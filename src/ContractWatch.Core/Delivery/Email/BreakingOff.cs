namespace ContractWatch.Delivery.Email;

/// <summary>A body that cannot be read: writing it ends the session before the mail is complete.</summary>
internal sealed class BreakingOff : MemoryStream
{
    public BreakingOff() : base(new byte[1])
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new BrokenOffException();

    public override int Read(Span<byte> buffer) => throw new BrokenOffException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new BrokenOffException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new BrokenOffException();
}

internal sealed class BrokenOffException() : IOException("broken off on purpose");
