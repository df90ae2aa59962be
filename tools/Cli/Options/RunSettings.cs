using System.ComponentModel;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Worker;
using CloudStacks.Worker.Jobs;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Options;

/// <summary>What <c>run</c> and <c>try</c> take: the input, the work, and the faults to survive.</summary>
public class RunSettings : PlaceSettings
{
    [CommandOption("--set <KEY=VALUE>")]
    [Description("A setting of the job, such as scf=1.2 or passes=100; can be repeated")]
    public string[] Set { get; init; } = [];

    [CommandOption("--input <DIR>")]
    [Description("A folder of shards, <asset>/<period>.csv or .csv.gz (workloads/sample-data)")]
    public string? Input { get; init; }

    [CommandOption("--shards <N>")]
    [Description("Generate a fleet of N shards instead of reading a folder")]
    public string? Shards { get; init; }

    [CommandOption("--seed <S>")]
    [Description("Another seed, another generated fleet (1)")]
    public string? Seed { get; init; }

    [CommandOption("--slices <N>")]
    [Description("How many tasks share the shards (one task per shard, up to what the stack allows)")]
    public string? Slices { get; init; }

    [CommandOption("--task <CMD>")]
    [Description("Your own command instead of the fatigue screening: CMD <shard-file> <result.json>")]
    public string? Task { get; init; }

    [CommandOption("--faults <LIST>")]
    [Description("Faults to inject in the local cloud, such as kill=0.3,error=0.1,seed=7")]
    public string? Faults { get; init; }

    [CommandOption("--job <ID>")]
    [Description("The job's id (made from the time)")]
    public string? Job { get; init; }

    [CommandOption("--timeout <DURATION>")]
    [DefaultValue("1h")]
    [Description("When to give up waiting, such as 10m; the job itself goes on")]
    public string Timeout { get; init; } = "1h";

    /// <summary>Whether settings of the stack may stand among the pairs.</summary>
    protected virtual bool TakesConfig => false;

    public override ValidationResult Validate() => Problem() is { } problem
        ? ValidationResult.Error(problem)
        : Pairs.Validate(Set, job: true, config: TakesConfig) is { Successful: false } pairs ? pairs : base.Validate();

    private string? Problem() => this switch
    {
        { Input: not null, Shards: not null } => "--input and --shards exclude each other: a fleet is read or generated",
        { Input: { } folder } when !Directory.Exists(folder) => $"--input {folder}: there is no such folder",
        { Seed: not null, Shards: null } => "--seed needs --shards: it chooses the generated fleet",
        { Cloud: true, Faults: not null } => "--faults are for the local cloud; the real one has its own",
        _ when !Duration.TryParse(Timeout, out _) => $"--timeout {Timeout}: expected hours, minutes or seconds, such as 10m",
        _ => WholeNumber.Problem("--shards", Shards, 0, Planner.MostShards) ?? WholeNumber.Problem("--seed", Seed, 0, int.MaxValue)
            ?? WholeNumber.Problem("--slices", Slices, 1, 10_000)
            ?? Complaint(() => FaultPlan.Parse(Faults ?? "")) ?? Complaint(() => JobId.Parse(Job ?? "j")) ?? Complaint(() => Worker.Commands.CommandLine.Find(Task)),
    };

    private static string? Complaint(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (Exception exception) when (exception is FormatException or UsageException)
        {
            return $"--{exception.Message}";
        }
    }
}
