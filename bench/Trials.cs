using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using CloudStacks.Catalog;

namespace CloudStacks.Bench;

/// <summary>Whole trials in the local cloud, as a person starts them.</summary>
internal static class Trials
{
    private static readonly string[][] Options =
    [
        [],
        ["--shards", "1000"],
        ["--faults", "kill=0.3,error=0.1,seed=7"],
    ];

    /// <summary>Runs every working service, or the given ones, with each set of options.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> ids)
    {
        var services = Services.All.Where(service => service.Status == ServiceStatus.Working && (ids.Count == 0 || ids.Contains(service.Id))).ToList();
        var runs = new List<object>();
        foreach (var service in services)
        {
            // The first builds the worker; it is not what is measured.
            await TryAsync(service.Id, []);
            foreach (var options in Options)
            {
                runs.Add(await TryAsync(service.Id, options));
            }
        }
        Machine.Save("trials", runs);
        return 0;
    }

    private static async Task<object> TryAsync(string service, string[] options)
    {
        string[] arguments = ["try", service, "--json", "--stack", "bench", .. options];
        Console.WriteLine($"./cloudstacks {string.Join(' ', arguments)}");
        var result = await CliWrap.Cli.Wrap(Path.Combine(Machine.Repository, "cloudstacks")).WithArguments(arguments).WithWorkingDirectory(Machine.Repository)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.StandardError);
        }
        var trial = JsonNode.Parse(result.StandardOutput)![service]!;
        var run = trial["run"]!.AsObject();
        foreach (var varying in new[] { "job", "reports", "shardAttempts" })
        {
            run.Remove(varying);
        }
        return new { Service = service, Options = string.Join(' ', options), WallSeconds = Math.Round(result.RunTime.TotalSeconds, 2), Result = trial };
    }
}
