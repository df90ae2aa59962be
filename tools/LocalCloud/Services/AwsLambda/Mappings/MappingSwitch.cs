namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>What <c>aws lambda update-event-source-mapping</c> has said about a mapping since it was deployed; it outlives the session.</summary>
internal static class MappingSwitch
{
    /// <summary>Whether it was turned on or off by command; null where the program's word holds.</summary>
    public static bool? Read(string dataRoot, string uuid) => File.Exists(PathOf(dataRoot, uuid)) ? File.ReadAllText(PathOf(dataRoot, uuid)) == "enabled" : null;

    public static void Write(string dataRoot, string uuid, bool enabled)
    {
        var path = PathOf(dataRoot, uuid);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", enabled ? "enabled" : "disabled");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Lets the program's word hold again.</summary>
    public static void Reset(string dataRoot, string uuid)
    {
        if (File.Exists(PathOf(dataRoot, uuid)))
        {
            File.Delete(PathOf(dataRoot, uuid));
        }
    }

    private static string PathOf(string dataRoot, string uuid) => Path.Combine(dataRoot, "lambda", "mappings", Uri.EscapeDataString(uuid));
}
