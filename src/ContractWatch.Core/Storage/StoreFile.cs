namespace ContractWatch.Storage;

/// <summary>Makes the folder and the file of a store. Both hold addresses, so they are the owner's alone.</summary>
public static class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="StoreException">The folder or the file cannot be made.</exception>
    public static void Prepare(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            MakeFolder(folder);
            // An existing file is not touched: closing a second handle to it would drop the engine's locks.
            if (!File.Exists(file))
                Make(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The data directory {folder} cannot be used: {fault.Message} It must be a folder that the user ContractWatch runs as can write.", fault);
        }
    }

    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void Make(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            new FileStream(file, options).Dispose();
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it at the same moment.
        }
    }
}
