namespace CloudStacks.LocalCloud.Tasks;

/// <summary>Cuts a task's output into lines of a bounded length.</summary>
internal static class OutputLines
{
    /// <summary>A longer line is handed on in pieces: CloudWatch Logs takes events of up to 1 MiB, see
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html; a quarter of it in characters is safe in UTF-8.</summary>
    public const int LongestLine = 256 * 1024;

    /// <summary>Reads to the end of the stream; ends quietly where the pipe is closed under it.</summary>
    public static async Task ReadAsync(TextReader reader, Action<string> onLine)
    {
        var line = new System.Text.StringBuilder();
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer) is > 0 and var count)
            {
                foreach (var character in buffer.AsSpan(0, count))
                {
                    Take(character, line, onLine);
                }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The process is gone and its pipe with it.
        }
        if (line.Length > 0)
        {
            Flush(line, onLine);
        }
    }

    private static void Take(char character, System.Text.StringBuilder line, Action<string> onLine)
    {
        if (character != '\n')
        {
            line.Append(character);
        }
        if (character == '\n' || line.Length == LongestLine)
        {
            Flush(line, onLine);
        }
    }

    private static void Flush(System.Text.StringBuilder line, Action<string> onLine)
    {
        onLine(line.ToString().TrimEnd('\r'));
        line.Clear();
    }
}
