namespace CloudStacks.Worker.Jobs;

/// <summary>The key prefix of a job's input.</summary>
static class InputPrefix
{
    /// <summary>Adds the slash at the end.</summary>
    /// <exception cref="UsageException">The prefix is empty, or lies where jobs or tickets are.</exception>
    public static string Parse(string text)
    {
        var prefix = text.TrimEnd('/') + "/";
        var names = prefix[..^1].Split('/');
        if (names.Any(n => n is "" or "." or ".." || n.Any(char.IsControl)) || names[0] is "jobs" or "tickets")
            throw new UsageException($"input '{text}': expected a key prefix such as fleet/2026, outside of jobs/ and tickets/");
        return prefix;
    }
}
