using ContractWatch.Benchmarks;
using ContractWatch.Benchmarks.Names;

// dotnet run -c Release --project tests/ContractWatch.Benchmarks -- store
switch (args)
{
    case ["store", .. var sizes]:
        await StoreBenchmark.RunAsync(sizes);
        return 0;
    case ["pipeline"]:
        await PipelineBenchmark.RunAsync();
        return 0;
    case ["dispatch", .. var sizes]:
        return await DispatchBenchmark.RunAsync(sizes);
    case ["daemon"]:
        await DaemonBenchmark.RunAsync();
        return 0;
    case ["build-rarity", .. var rest]:
        return BuildRarity.Run(rest);
    case ["fit-model", .. var rest]:
        return FitModel.Run(rest);
    case ["match-pairs", .. var rest]:
        return MatchPairs.Run(rest);
    case ["match-score", .. var rest]:
        return MatchScore.Run(rest);
    case ["match-speed", .. var rest]:
        return MatchSpeed.Run(rest);
    default:
        return Usage.Print();
}
