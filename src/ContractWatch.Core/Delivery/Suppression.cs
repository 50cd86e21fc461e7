namespace ContractWatch.Delivery;

/// <summary>An address the other side refused for good. What is owed there waits, and is sent when somebody lifts this.</summary>
/// <param name="Channel">The delivery channel's name.</param>
/// <param name="Address">As it was written when it was refused; compared without regard to case. Personal data: never logged.</param>
/// <param name="Reason">What the other side said, without the address.</param>
/// <param name="Since">When it was refused.</param>
public sealed record Suppression(string Channel, string Address, string Reason, DateTimeOffset Since);
