using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;

namespace CloudStacks.Worker.Storage;

/// <summary>The login of the person at the keyboard, through the official CLI, which runbooks need anyway.</summary>
static class GcloudLogin
{
    const string Program = "gcloud";

    // gcloud renews a token that has less than five minutes left, and does not say how long the one lives that it prints.
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Whether the command is installed.</summary>
    public static bool Exists { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Prints a token. Throws <see cref="IOException"/> where nobody is logged in.</summary>
    public static async Task<GoogleToken> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            var printed = await Cli.Wrap(Program).WithArguments(["auth", "print-access-token", "--quiet"]).ExecuteBufferedAsync(cancellation);
            return new(printed.StandardOutput.Trim(), Lifetime);
        }
        catch (CliWrapException failure)
        {
            throw new IOException($"gcloud gives no token; log in with `gcloud auth login`: {failure.Message}", failure);
        }
    }
}
