using System.Security.Cryptography;

namespace ContractWatch.Watches;

/// <summary>The key that signs subscribers' links: a file of this installation, readable by its owner alone, made when it is first needed.</summary>
public static class SubscriptionKey
{
    public const string FileName = "subscriptions.key";
    private const int Bytes = 32;

    /// <exception cref="IOException">It cannot be read or made, or is damaged: links that were sent would stop working, so no other is made.</exception>
    public static byte[] In(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            Make(folder, file);
        var key = File.ReadAllBytes(file);
        return key.Length == Bytes ? key : throw new IOException($"{file} is damaged: {key.Length} bytes, expected {Bytes}. Restore it from a backup, or delete it, which ends all links sent so far.");
    }

    /// <summary>Written aside and moved, so that nobody reads half a key; whoever comes second takes the first one's.</summary>
    private static void Make(string folder, string file)
    {
        var draft = Path.Combine(folder, $".{FileName}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
