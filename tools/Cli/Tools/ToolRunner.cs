using System.Text;
using CliWrap;
using CliWrap.Buffered;
using CommandResult = CloudStacks.LocalCloud.CommandResult;

namespace CloudStacks.Cli.Tools;

/// <summary>Starts programs of this machine: official CLIs, <c>dotnet</c>, a linker. No shell is involved.</summary>
public sealed class ToolRunner(CliHost host)
{
    /// <summary>What a child may take to stop after Ctrl-C before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>The full path of a program on PATH, or null.</summary>
    public string? Find(string program) =>
        (host.Environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(IsExecutable);

    /// <summary>Runs a program to its end and returns what it wrote. Throws <see cref="CliException"/> where it is not installed.</summary>
    /// <param name="argv">Program and arguments; never a secret, because every user of the machine can read them.</param>
    /// <param name="environment">Variables added to those of this process.</param>
    /// <param name="input">What the program reads on standard input: the place for secrets.</param>
    /// <param name="onLine">Called with each line of output as it comes.</param>
    /// <param name="cancellationToken">Asks the program to stop as Ctrl-C does, and kills it 30 s later.</param>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> argv,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null,
        Action<string>? onLine = null,
        CancellationToken cancellationToken = default)
    {
        var program = Path.IsPathRooted(argv[0]) ? argv[0] : Find(argv[0])
            ?? throw new CliException($"'{argv[0]}' is not on PATH", "cloudstacks doctor --cloud says what is missing", ExitCodes.Unavailable);
        using var kill = new CancellationTokenSource();
        await using var registration = cancellationToken.Register(() => kill.CancelAfter(Grace));
        var variables = host.Environment.Concat(environment ?? new Dictionary<string, string>());
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(argv.Skip(1))
            .WithWorkingDirectory(host.Repository)
            .WithEnvironmentVariables(builder =>
            {
                foreach (var (name, value) in variables)
                {
                    builder.Set(name, value);
                }
            })
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithStandardOutputPipe(onLine is null ? PipeTarget.Null : PipeTarget.ToDelegate(onLine))
            .WithStandardErrorPipe(onLine is null ? PipeTarget.Null : PipeTarget.ToDelegate(onLine))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, kill.Token, cancellationToken);
        return new(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
