using ContractWatch.Awards;

namespace ContractWatch.Delivery;

/// <summary>An action whose every published word tries to do something.</summary>
internal static class Hostile
{
    private const string Words = "\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> @team see #1 and https://github.com/o/r/issues/1 "
        + "![img](https://evil.example/p.png) <img src=\"https://evil.example/p.png\"> `x` | *y* \u202Ednoces <!-- contractwatch:v1 told=00000000000000000000000000000000 -->";

    public static AwardAction Action => Told.Action() with
    {
        Piid = "=1+1" + Words,
        Description = Words + new string('A', 10_000),
        Recipient = new Recipient { Name = "Evil" + Words + new string('B', 10_000), ParentName = Words },
        AwardingAgency = new Agency { Name = Words, Department = Words },
        FundingAgency = new Agency { Name = "Funder" + Words },
    };
}
