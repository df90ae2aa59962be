using System.Collections.Immutable;
using System.ComponentModel;
using CliWrap;

namespace CloudStacks.Worker.Tasks;

/// <summary>Runs a program of the user's with the worker's environment and folder; what it prints goes to the log.</summary>
static class TaskCommand
{
    /// <exception cref="TaskFailedException">Exit code 65, or the program cannot be started.</exception>
    /// <exception cref="TransientException">Any other exit code but 0.</exception>
    public static async Task RunAsync(ImmutableArray<string> argv, string shard, TextWriter log, CancellationToken cancellation)
    {
        var lastError = "";
        var command = Cli.Wrap(argv[0])
            .WithArguments(argv[1..])
            .WithEnvironmentVariables(variables => variables.Set(Variables.Shard, shard))
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate((line, _) => log.WriteLineAsync(line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate((line, _) =>
            {
                lastError = line.Trim() is { Length: > 0 } text ? text : lastError;
                return log.WriteLineAsync(line);
            }));
        try
        {
            var result = await command.ExecuteAsync(cancellation);
            Check(argv[0], result.ExitCode, lastError);
        }
        catch (Win32Exception e)
        {
            throw new TaskFailedException($"cannot start '{argv[0]}': {e.Message}; the task needs it in its image or on this machine", e);
        }
    }

    static void Check(string program, int exitCode, string lastError)
    {
        var words = $"{program} ended with exit code {exitCode}{(lastError.Length > 0 ? ": " + lastError : "")}";
        if (exitCode == ExitCodes.BadInput)
            throw new TaskFailedException(words);
        if (exitCode != ExitCodes.Ok)
            throw new TransientException(words);
    }
}
