using System.Security.Cryptography;

namespace ContractWatch.Watches;

/// <summary>The key that signs subscribers' links: a file of this installation, readable by its owner alone, made when it is first needed.</summary>
public static class SubscriptionKey
{
    public const string FileName = "subscriptions.key";
    private const int Bytes = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="IOException">It cannot be read or made, or is damaged: links that were sent would stop working, so no other is made.</exception>
    public static byte[] In(string folder)
    {
        var file = Path.Combine(folder, FileName);
        byte[]? key = null;
        IOException? fault = null;
        if (!SpinWait.SpinUntil(() => (key = TryRead(file, out fault)) is not null, Patience))
            throw new IOException($"{file} cannot be read: {fault!.Message}", fault);
        return key!.Length == Bytes ? key : throw new IOException($"{file} is damaged: {key.Length} bytes, expected {Bytes}. Restore it from a backup, or delete it, which ends all links sent so far.");
    }

    /// <summary>Alone on the file, so that of several who start at once one makes the key and the others read it.</summary>
    private static byte[]? TryRead(string file, out IOException? fault)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new FileStream(file, options);
            if (stream.Length == 0)
            {
                stream.Write(RandomNumberGenerator.GetBytes(Bytes));
                stream.Flush(flushToDisk: true);
                stream.Position = 0;
            }

            var key = new byte[Math.Min(stream.Length, Bytes + 1)];
            stream.ReadExactly(key);
            fault = null;
            return key;
        }
        catch (IOException held)
        {
            fault = held;
            return null;
        }
    }
}
