using ContractWatch.TestServers;

namespace ContractWatch;

internal static class Approval
{
    /// <summary>Compares with <c>Approved/NAME.approved.txt</c>; what differs is written beside it as <c>NAME.received.txt</c>.</summary>
    public static void ShouldBeApproved(this string text, string name) => text.ReplaceLineEndings("\n").ShouldMatchApproved(settings => settings
        .SubFolder(Path.Combine(TestPaths.Root, "tests", "ContractWatch.Tests", "Approved"))
        .WithFilenameGenerator((_, _, kind, extension) => $"{name}.{kind}.{extension}")
        .NoDiff());
}
