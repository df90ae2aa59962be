namespace CloudStacks.Cli.Places;

/// <summary>The environment of this process, which is where the clouds' SDKs look for region, endpoints and identity.</summary>
internal static class ProcessEnvironment
{
    public static void Set(IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
