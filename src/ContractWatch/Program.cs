using ContractWatch;
using ContractWatch.Cli;

var terminal = Terminal.OfProcess();
using var stop = new StopSignals();
try
{
    return await CommandLine.RunAsync(args, terminal, Daemon.RunAsync, stop.Token);
}
catch (Exception fault)
{
    return Faults.Report(terminal, fault);
}
