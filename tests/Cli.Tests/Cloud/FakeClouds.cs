using CloudStacks.Shared;

namespace CloudStacks.Cli.Tests.Cloud;

/// <summary>A <c>pulumi</c> and an <c>aws</c> that record their calls and answer as the real ones do, over folders as job store.</summary>
internal sealed class FakeClouds : IDisposable
{
    public FakeClouds(Runbook runbook)
    {
        Test = new TestHost(Clock);
        Directory.CreateDirectory(Store);
        runbook = runbook with { Store = Store, Tickets = runbook.Tickets is null ? null : Tickets };
        File.WriteAllText(Path.Combine(Test.Folder, "outputs.json"), $$"""{"store":"{{Store}}","runbook":{{System.Text.Json.JsonSerializer.Serialize(runbook.ToJson())}}}""");
        Test.Install("pulumi", $$$"""
            printf '%s\n' "pulumi $*" >> '{{{Log}}}'
            cd '{{{Test.Folder}}}'
            case "$*" in
              'stack ls'*) if [ -e exists ]; then echo '[{"name":"trial"}]'; else echo '[]'; fi ;;
              'stack select'*) touch exists ;;
              'stack rm'*) rm exists ;;
              'stack output'*) cat outputs.json ;;
              'stack history'*) echo '[{"resourceChanges":{"create":30,"delete":4}}]' ;;
              'preview'*) echo '{"changeSummary":{"create":30}}' ;;
              'config set'*--secret*) cat > secret ;;
              'config --json'*) if [ -e expires ]; then echo '{"cloudstacks:expiresAt":{"value":"1"}}'; else echo '{}'; fi ;;
              'config set cloudstacks:expiresAt'*) touch expires ;;
              'up'*) if [ -e broken ]; then echo 'error: no valid credential sources found' >&2; exit 255; fi ;;
            esac
            """);
        Test.Install("aws", $$"""
            printf '%s\n' "aws $* region=$AWS_REGION" >> '{{Log}}'
            cd '{{Test.Folder}}'
            case "$1" in
              submit) '{{Tools.Dotnet.Program}}' '{{Path.Combine(AppContext.BaseDirectory, "worker.dll")}}' map --job "$2" --store '{{Store}}' >> worker.log 2>&1; echo '{"jobId":"j-1"}' ;;
              dead-letters) printf '{"dead":"%s"}\n' "$(cat dead 2>/dev/null || echo 0)" ;;
              bury) echo 3 > dead ;;
              serve) if [ -e '{{Tickets}}'/tickets/"$2"/11.ticket ]; then '{{Tools.Dotnet.Program}}' '{{Path.Combine(AppContext.BaseDirectory, "worker.dll")}}' map --job "$2" --store '{{Store}}' >> worker.log 2>&1; fi ;;
              describe) if [ -e failed ]; then echo '{"jobs":[{"status":"FAILED"}]}'; else echo '{"jobs":[{"status":"RUNNING"}]}'; fi ;;
              list) if [ -e active ]; then rm active; echo '{"ids":["j-1"]}'; else echo '{"ids":[]}'; fi ;;
              stopping) if [ -e stopping ]; then rm stopping; echo '{"tasks":[{"status":"STOPPING"}]}'; else echo '{"tasks":[{"status":"STOPPED"}]}'; fi ;;
              copy) cp "$2" "$3" ;;
              logs) echo '{"events":[{"message":"AccessDenied: the role may not s3:PutObject"}]}' ;;
              tagged) if [ -e leftovers ]; then cat leftovers; else echo '{"found":[]}'; fi ;;
            esac
            """);
    }

    public InstantClock Clock { get; } = new();

    public TestHost Test { get; }

    public string Store => Path.Combine(Test.Folder, "store");

    /// <summary>Tickets may have a store of their own.</summary>
    public string Tickets => Path.Combine(Test.Folder, "tickets");

    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(Test.Folder, "calls");

    /// <summary>Makes a file in the fakes' folder, which changes what they answer.</summary>
    public void Touch(string name, string content = "") => File.WriteAllText(Path.Combine(Test.Folder, name), content);

    public string Read(string name) => File.ReadAllText(Path.Combine(Test.Folder, name));

    public void Dispose() => Test.Dispose();
}
