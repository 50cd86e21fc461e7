using System.Reflection;

namespace ContractWatch.TestServers;

/// <summary>Where the repository and the captures lie.</summary>
public static class TestPaths
{
    public const string NoCaptures = "the captures are not here: set CONTRACTWATCH_CAPTURES to the folder that holds captures/, matching/ and us/";

    public static string Root { get; } = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The folder that holds <c>captures/</c>, <c>matching/</c> and <c>us/</c>; null where it is not.</summary>
    public static string? Captures { get; } = FindCaptures();

    private static string? FindCaptures()
    {
        var named = Environment.GetEnvironmentVariable("CONTRACTWATCH_CAPTURES");
        var folder = string.IsNullOrEmpty(named) ? Path.GetFullPath(Path.Combine(Root, "..", "shared", "data")) : named;
        return Directory.Exists(folder) ? folder : null;
    }
}
