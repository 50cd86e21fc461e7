namespace ContractWatch.Cli;

/// <summary>The command cannot do what was typed; the message says why.</summary>
internal sealed class CommandException : Exception
{
    public CommandException()
    {
    }

    public CommandException(string message) : base(message)
    {
    }

    public CommandException(string message, Exception inner) : base(message, inner)
    {
    }
}
