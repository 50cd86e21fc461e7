using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>Published actions for tests, each fact with a default.</summary>
internal static class Published
{
    public static readonly AwardKey Award = new("CONT_AWD_70CTD026FC0000018_7012_-NONE-_-NONE-");

    public static AwardAction Action(
        string number = "0",
        decimal obligation = 100m,
        string date = "2026-06-24",
        string recipient = "PALANTIR TECHNOLOGIES INC.",
        string description = "CASE MANAGEMENT",
        AwardKey? award = null,
        int twin = 0) => new()
        {
            Key = new ActionKey(award ?? Award, number, twin),
            Piid = "70CTD026FC0000018",
            ActionDate = DateOnly.ParseExact(date, "yyyy-MM-dd"),
            Obligation = Money.Usd(obligation),
            Description = description,
            Recipient = new Recipient { Name = recipient },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
        };
}
