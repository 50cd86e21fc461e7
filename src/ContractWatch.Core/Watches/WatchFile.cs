using System.Text;
using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>A file of watches, as read. It holds watches or faults, never both.</summary>
public sealed record WatchFile
{
    /// <summary>Bytes a watch file may have; about ten thousand watches.</summary>
    public const int Largest = 4 * 1024 * 1024;

    public required string Path { get; init; }

    public IReadOnlyList<WrittenWatch> Watches { get; init; } = [];

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<WatchFileFault> Faults { get; init; } = [];

    /// <summary>Reads a file; whatever is wrong with it is a fault, not an exception.</summary>
    public static WatchFile Read(string path)
    {
        var faults = new WatchFileFaults(path);
        try
        {
            var bytes = ReadBounded(path);
            if (bytes.Length <= Largest)
                return Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), path);
            faults.AddWhole($"more than {Largest / 1024 / 1024} MB", "a smaller file: divide it");
        }
        catch (DecoderFallbackException)
        {
            faults.AddWhole("bytes that are not UTF-8", "a text file in UTF-8");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.AddWhole($"no way to read it ({unreadable.GetType().Name})", "a file that exists and that this user may read");
        }

        return new WatchFile { Path = path, Faults = faults.InOrder };
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">What the faults call it.</param>
    public static WatchFile Parse(string text, string path)
    {
        var faults = new WatchFileFaults(path);
        var watches = YamlTree.Read(text.TrimStart('\uFEFF'), faults) is { } root ? new WatchFileReader(faults).Watches(root) : [];
        return faults.InOrder is { Count: > 0 } found
            ? new WatchFile { Path = path, Faults = found }
            : new WatchFile { Path = path, Watches = watches };
    }

    /// <summary>A path can name a pipe or a device that never ends.</summary>
    private static byte[] ReadBounded(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Largest + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }
}

/// <summary>A watch and where its id stands.</summary>
public sealed record WrittenWatch(Watch Watch, int Line, int Column);
