namespace CloudStacks.Worker;

/// <summary>How the worker ends: what a service's retry rules decide by. Numbers as in sysexits.h, where it has one.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A wrong option, setting or environment. Not worth a retry.</summary>
    public const int Usage = 64;

    /// <summary>Input that can never be processed; its <c>failed/</c> record says why. Not worth a retry.</summary>
    public const int BadInput = 65;

    /// <summary>What must not happen: stored bytes that differ from the computed ones, or a fault of the worker. Not worth a retry.</summary>
    public const int Inconsistent = 70;

    /// <summary>Storage or a task's command failed for now. Worth a retry.</summary>
    public const int Transient = 75;

    /// <summary>The identity lacks a permission, which the message names. Not worth a retry before somebody grants it.</summary>
    public const int AccessDenied = 77;

    /// <summary>Stopped by SIGTERM or SIGINT before everything was done. Worth a retry.</summary>
    public const int Interrupted = 143;
}
