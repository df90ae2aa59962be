namespace CloudStacks.Repository.Tests.Support;

/// <summary>Text in the repository that is computed; a test compares it, and rewrites it only when asked to.</summary>
internal static class Committed
{
    private const string Regenerate = "CLOUDSTACKS_UPDATE=1 dotnet test --project tests/Repository.Tests";

    private static readonly Lock Writing = new();

    /// <summary>Compares a whole file.</summary>
    public static void File(string path, string computed) => Compare(path, path, _ => computed, computed, text => text);

    /// <summary>Compares what stands between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- /generated --&gt;</c>.</summary>
    public static void Block(string path, string name, string computed)
    {
        var block = $"\n{computed.Trim()}\n";
        Compare(path, $"the block '{name}' of {path}", text => Replace(text, name, block), block, text => GeneratedBlock.Find(text, name));
    }

    private static void Compare(string path, string what, Func<string, string> update, string computed, Func<string, string?> read)
    {
        var full = WorkTree.Full(path);
        lock (Writing)
        {
            var text = System.IO.File.Exists(full) ? System.IO.File.ReadAllText(full) : "";
            if (Environment.GetEnvironmentVariable("CLOUDSTACKS_UPDATE") == "1")
            {
                System.IO.File.WriteAllText(full, update(text));
                return;
            }
            Assert.True(read(text) == computed, $"{what} is not current; run\n  {Regenerate}\nComputed:\n{computed}");
        }
    }

    private static string Replace(string text, string name, string block)
    {
        var old = GeneratedBlock.Find(text, name) ?? throw new InvalidOperationException($"there are no markers of '{name}'");
        var start = text.IndexOf(GeneratedBlock.Start(name), StringComparison.Ordinal) + GeneratedBlock.Start(name).Length;
        return text[..start] + block + text[(start + old.Length)..];
    }
}

/// <summary>A computed part of a Markdown file.</summary>
internal static class GeneratedBlock
{
    private const string End = "<!-- /generated -->";

    public static string Start(string name) => $"<!-- generated: {name} -->";

    /// <summary>What stands between the markers, line breaks included; null where there are none.</summary>
    public static string? Find(string text, string name)
    {
        var start = text.IndexOf(Start(name), StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : text[(start + Start(name).Length)..end];
    }
}
