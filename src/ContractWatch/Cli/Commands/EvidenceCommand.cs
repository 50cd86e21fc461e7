using System.CommandLine;
using ContractWatch.Awards;
using ContractWatch.Ledger;

namespace ContractWatch.Cli.Commands;

/// <summary><c>evidence AWARD OUT.zip</c>: what changed on an award, with the answers that prove it.</summary>
internal static class EvidenceCommand
{
    public static Command Create(CommandHost host)
    {
        var key = new Argument<string>("AWARD") { Description = "The source's key, such as CONT_AWD_…" };
        var file = new Argument<string>("OUT.zip") { Description = "Where to write the bundle; the file must not be there" };
        var command = new Command("evidence", "A bundle of what changed on an award, with the answers that prove it as they were received") { key, file };
        host.Runs(command, async (scene, cancellation) =>
        {
            var award = new AwardKey(scene.Typed.GetValue(key)!);
            var bundle = await WriteAsync(scene.House.EvidenceDesk, award, cancellation);
            await SaveAsync(scene.Typed.GetValue(file)!, bundle.Bytes, cancellation);
            VerifyCommand.Tell(scene.Terminal, bundle.Check);
            return 0;
        });
        return command;
    }

    private static async Task<WrittenBundle> WriteAsync(EvidenceDesk desk, AwardKey award, CancellationToken cancellation)
    {
        try
        {
            return await desk.WriteAsync(award, cancellation) ?? throw new CommandException($"nothing is known of the award \"{award}\"");
        }
        catch (BundleException fault)
        {
            throw new CommandException(fault.Message, fault);
        }
    }

    private static async Task SaveAsync(string file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await using var to = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await to.WriteAsync(bytes, cancellation);
    }
}
