using System.IO.Compression;
using CsvHelper;

namespace ContractWatch.Watches;

/// <summary>Recipients and descriptions of a captured file of awards.</summary>
internal static class CapturedNames
{
    public static IEnumerable<(string Recipient, string Description)> Read(string path)
    {
        using var csv = CsvReader.Create(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (csv.Read())
        {
            if (csv.TryGetFieldIndex("Recipient Name", out var recipient) && csv.TryGetFieldIndex("Transaction Description", out var description))
                yield return (string.Intern(csv.GetString(recipient)), string.Intern(csv.GetString(description)));
        }
    }
}
