using ContractWatch.Benchmarks;

// dotnet run -c Release --project tests/ContractWatch.Benchmarks -- store
switch (args)
{
    case ["store", .. var sizes]:
        await StoreBenchmark.RunAsync(sizes);
        return 0;
    case ["pipeline"]:
        await PipelineBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: store [STORED …] | pipeline");
        return 1;
}
