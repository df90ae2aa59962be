namespace CloudStacks.Cli;

/// <summary>What <c>cloudstacks</c> exits with. From 64 on the numbers are those of BSD's sysexits.h; 130 is a shell's for Ctrl-C.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command failed; standard error says why and what to do next.</summary>
    public const int Failed = 1;

    /// <summary>The job ended with <c>_FAILED</c>: at least one shard failed for good.</summary>
    public const int JobFailed = 2;

    /// <summary>After <c>down</c> something is left that is not listed residue.</summary>
    public const int Leftovers = 3;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int Usage = 64;

    /// <summary>A tool or a login that the command needs is missing.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of CloudStacks itself.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
