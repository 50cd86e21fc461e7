namespace ContractWatch.Benchmarks;

internal static class Usage
{
    public static int Print()
    {
        Console.Error.WriteLine(
            """
            store [STORED …]                            puts commits through the store
            pipeline                                    a poll of many rows, read to committed
            dispatch [OWED]                             owed mails to a server on loopback and back to their receipts
            daemon                                      start to ready, and memory
            build-rarity NAMES.txt.gz VERSION OUT.txt   counts the words of known supplier names
            fit-model DEV.csv [VERSION OUT.cs]          fits the weights of the name model, cross-validated by vendor
            match-pairs IN.csv OUT.csv                  repeats each pair of names with score, tier and reason
            match-score [FOLDER]                        what the matcher is worth; FOLDER has dev.csv, seed_cases.csv and names_universe.txt.gz
            match-speed NAMES.txt.gz                    names a second, index size, text a second, FuzzySharp beside it
            """);
        return 1;
    }
}
