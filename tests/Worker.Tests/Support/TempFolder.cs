namespace CloudStacks.Worker.Tests.Support;

/// <summary>A folder that goes with its test.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("worker-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with its folders.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a shell script and makes it executable.</summary>
    public string Script(string name, string body)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        using var file = new StreamWriter(this[name], options);
        file.Write("#!/bin/sh\n" + body + "\n");
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
