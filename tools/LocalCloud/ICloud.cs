using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud;

/// <summary>What every service of one cloud builds on in a session: identities, storage and where things are.</summary>
internal interface ICloud : IAsyncDisposable
{
    /// <summary>Answers the storage commands of the cloud's CLI as the person at the keyboard.</summary>
    ICommandHandler StorageCommands { get; }

    /// <summary>Opens a job store as the person at the keyboard. Throws <see cref="Engine.EngineException"/> where the address is not this cloud's.</summary>
    IObjectStore OpenStore(string address);
}
