using System.Security.Cryptography;
using System.Text;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>A random token in a file that only its owner can read, gone with the session.</summary>
internal sealed class TokenFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudstacks-");
    private readonly byte[] _token = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true));

    public TokenFile()
    {
        FilePath = Path.Combine(_folder.FullName, "token");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(FilePath, options);
        file.Write(_token);
    }

    public string FilePath { get; }

    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(_token, Encoding.UTF8.GetBytes(presented));

    public void Dispose() => _folder.Delete(recursive: true);
}
