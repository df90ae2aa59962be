using System.ComponentModel;
using System.Diagnostics;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>
/// Starts tasks as processes of this machine, each in a session of its own where <c>setsid</c> exists, so that a Ctrl-C meant for the
/// command line does not reach them and their whole group can be killed. Memory is not limited: an address-space limit would stop runtimes
/// that reserve far more than they use, and control groups need rights that a user does not have.
/// </summary>
public sealed class ProcessLauncher : ITaskLauncher
{
    // The shell waits for one line, which comes once the process is on record. If the launcher dies first, the shell reads the end of
    // its input and the program never begins: no moment exists in which an unrecorded task runs.
    private const string Gate = "read -r go && exec \"$@\" </dev/null";

    private static readonly string? Setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    // What a program needs of this machine to start at all. Nothing else of the caller's environment, which may hold secrets, is handed on.
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT"];

    /// <inheritdoc/>
    public IRunningTask Start(TaskCommand command)
    {
        Directory.CreateDirectory(command.Folder);
        var process = new Process { StartInfo = Describe(command), EnableRaisingEvents = true };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            process.Dispose();
            throw new TaskStartException($"cannot start {command.Argv[0]}: {failure.Message}", failure);
        }
        return new TaskProcess(process, command.OnLine);
    }

    private static ProcessStartInfo Describe(TaskCommand command)
    {
        string[] shell = ["/bin/sh", "-c", Gate, "task"];
        string[] argv = [.. Setsid is null ? [] : new[] { Setsid }, .. shell, .. command.Argv];
        var info = new ProcessStartInfo(argv[0], argv[1..])
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                info.Environment[name] = value;
            }
        }
        info.Environment["HOME"] = info.Environment["TMPDIR"] = command.Folder;
        foreach (var (name, value) in command.Environment)
        {
            info.Environment[name] = value;
        }
        return info;
    }
}
