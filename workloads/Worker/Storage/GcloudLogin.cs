using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;

namespace CloudStacks.Worker.Storage;

/// <summary>The login of the person at the keyboard, through the official CLI, which runbooks need anyway.</summary>
/// <param name="program">The program.</param>
sealed class GcloudLogin(string program)
{
    // gcloud renews a token that has less than five minutes left, and does not say how long the one lives that it prints.
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The login of <c>gcloud</c> on the search path; null where it is not installed.</summary>
    public static GcloudLogin? Find() => ProgramPath.Find("gcloud") is { } found ? new(found) : null;

    /// <summary>Prints a token. Throws <see cref="IOException"/> where nobody is logged in.</summary>
    public async Task<GoogleToken> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            var printed = await Cli.Wrap(program).WithArguments(["auth", "print-access-token", "--quiet"]).ExecuteBufferedAsync(cancellation);
            return new(printed.StandardOutput.Trim(), Lifetime);
        }
        catch (CliWrapException failure)
        {
            throw new IOException($"gcloud gives no token; log in with `gcloud auth login`: {failure.Message}", failure);
        }
    }
}
