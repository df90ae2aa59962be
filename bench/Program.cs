using CloudStacks.Bench;

return args switch
{
    ["library"] => LibraryBenchmarks.Run(),
    ["trials", .. var ids] => await Trials.RunAsync(ids),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project bench -- library           how fast the job's library reads and counts
               dotnet run -c Release --project bench -- trials [ID…]      what trials take in the local cloud (all that work)

        Results are written to bench/results, one file per machine and kind.
        """);
    return 64;
}
