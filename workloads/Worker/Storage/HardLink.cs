using System.Runtime.InteropServices;

namespace CloudStacks.Worker.Storage;

/// <summary>link(2). File.Move without overwriting looks first and renames then, so that two writers can replace one another's file.</summary>
static partial class HardLink
{
    // EEXIST has this number on Linux and on macOS.
    const int AlreadyExists = 17;

    /// <summary>Gives a file a second name.</summary>
    /// <returns>False if the name is taken.</returns>
    public static bool TryCreate(string existing, string name)
    {
        if (Create(existing, name) == 0)
            return true;

        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists ? false : throw new IOException($"cannot create {name}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string existing, string name);
}
