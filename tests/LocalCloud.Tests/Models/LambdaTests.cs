using System.IO.Compression;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.Lambda.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>Limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
public sealed class LambdaTests : ModelTest
{
    public LambdaTests() => Workshop.Folder = Workshop.Home;

    private string Zip => Path.Combine(Workshop.Home, "own.zip");

    [Fact]
    public async Task ComputesArnsAndTheHashOfTheCode()
    {
        var function = await UpAsync("function", () => Declare(args => args.Name = "f"));
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:f", function.Text("arn"));
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST", function.Text("qualifiedArn"));
        Assert.Equal("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations", function.Text("invokeArn"));
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Zip, TestContext.Current.CancellationToken))), function.Text("codeSha256"));
    }

    /// <summary>The default timeout kills real work: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html</summary>
    [Fact]
    public async Task DefaultsAreLambdas()
    {
        var function = await UpAsync("function", () => Declare());
        Assert.Equal((3, 128, "Zip", "x86_64"), ((int)function.Outputs["timeout"]!, (int)function.Outputs["memorySize"]!, function.Text("packageType"), (string?)function.Outputs["architectures"]![0]));
    }

    [Fact]
    public async Task OnlyNameAndPackageTypeReplace()
    {
        await Workshop.UpAsync(() => Declare());
        await Workshop.UpAsync(() => Declare(args => (args.MemorySize, args.Timeout, args.Architectures) = (256, 9, new InputList<string> { "arm64" })));
        Assert.Equal(["Update function"], Workshop.Done);
        await Workshop.UpAsync(() => Declare(args => (args.MemorySize, args.Timeout, args.Architectures, args.Name) = (256, 9, new InputList<string> { "arm64" }, "other")));
        Assert.Equal(["Replace function", "DeleteReplaced function"], Workshop.Done);
    }

    [Fact]
    public async Task OtherCodeIsAnUpdateAndTheSameCodeElsewhereIsNone()
    {
        await Workshop.UpAsync(() => Declare());
        await Workshop.UpAsync(() => Declare(args => args.Code = new FileArchive(Write("same.zip", "bootstrap"))));
        Assert.Empty(Workshop.Done);
        await Workshop.UpAsync(() => Declare(args => args.Code = new FileArchive(Write("other.zip", "other"))));
        Assert.Equal(["Update function"], Workshop.Done);
    }

    [Theory]
    [InlineData("timeout", 0, "'timeout' is 0; expected a whole number from 1 to 900")]
    [InlineData("timeout", 901, "'timeout' is 901")]
    [InlineData("memory", 127, "'memorySize' is 127; expected a whole number from 128 to 10240")]
    [InlineData("memory", 10241, "'memorySize' is 10241")]
    [InlineData("disk", 511, "'ephemeralStorage.size' is 511; expected a whole number from 512 to 10240")]
    [InlineData("reserved", 901, "'reservedConcurrentExecutions' is 901; expected a whole number from -1 to 900")]
    public Task SizesOutOfRange(string what, int value, string expected) => RefusedAsync(expected, args =>
    {
        _ = what switch
        {
            "timeout" => (object)(args.Timeout = value),
            "memory" => args.MemorySize = value,
            "disk" => args.EphemeralStorage = new FunctionEphemeralStorageArgs { Size = value },
            _ => args.ReservedConcurrentExecutions = value,
        };
    });

    [Fact]
    public Task ReservedVariables() => RefusedAsync("sets AWS_REGION, which Lambda sets itself", args => Variable(args, "AWS_REGION", "x"));

    [Fact]
    public Task VariableNames() => RefusedAsync("sets 'A-B'; expected a letter", args => Variable(args, "A-B", "x"));

    [Fact]
    public Task MoreThan4KbOfVariables() => RefusedAsync("takes 4105 bytes; expected at most 4096", args => Variable(args, "AB", new string('x', 4096)));

    [Fact]
    public Task Runtimes() => RefusedAsync("'runtime' is 'python3.14'; the local cloud runs provided.al2023", args => args.Runtime = "python3.14");

    [Fact]
    public Task Handlers() => RefusedAsync("input 'handler' is missing", args => args.Handler = null);

    [Fact]
    public Task Architectures() => RefusedAsync("'architectures' is 'x86'", args => args.Architectures = ["x86"]);

    [Fact]
    public Task LogFormats() => RefusedAsync("'loggingConfig.logFormat' is 'JSON'", args => args.LoggingConfig = new FunctionLoggingConfigArgs { LogFormat = "JSON" });

    [Fact]
    public Task Names() => RefusedAsync("'name' is 'a.b'", args => args.Name = "a.b");

    /// <summary>A function in a network holds the network up when it goes (https://github.com/hashicorp/terraform-provider-aws/issues/10329): not modelled, ours has none.</summary>
    [Fact]
    public Task Networks() => RefusedAsync("does not model input 'vpcConfig'", args => args.VpcConfig = new FunctionVpcConfigArgs { SubnetIds = ["s"], SecurityGroupIds = ["g"] });

    [Fact]
    public Task AnImageBesideCode() => RefusedAsync("input 'imageUri' is set; a function of package type Zip has none", args => args.ImageUri = "x");

    /// <summary>Pulumi's own archives carry no file modes, so that their bootstrap could not be executed.</summary>
    [Fact]
    public Task Folders()
    {
        Directory.CreateDirectory(Path.Combine(Workshop.Home, "folder"));
        return RefusedAsync("expected a FileArchive of a .zip", args => args.Code = new FileArchive(Path.Combine(Workshop.Home, "folder")));
    }

    [Fact]
    public Task AFileThatIsNoZip()
    {
        File.WriteAllText(Path.Combine(Workshop.Home, "text.zip"), "text");
        return RefusedAsync("Could not unzip uploaded file", args => args.Code = new FileArchive(Path.Combine(Workshop.Home, "text.zip")));
    }

    [Fact]
    public Task EntriesOutsideOfTheZip() => RefusedAsync("holds '../outside', which lies outside of it", args => args.Code = new FileArchive(Write("evil.zip", "../outside")));

    [Fact]
    public Task ARoleThatIsNotThere() => RefusedAsync("InvalidParameterValueException: input 'role'", args => args.Role = "arn:aws:iam::000000000000:role/other");

    [Fact]
    public async Task APermissionIsReplacedWithItsFunction()
    {
        await Workshop.UpAsync(() => DeclareWithPermission("one"));
        await Workshop.UpAsync(() => DeclareWithPermission("two"));
        Assert.Equal(["Replace function", "Replace permission", "DeleteReplaced permission", "DeleteReplaced function"], Workshop.Done);
    }

    [Fact]
    public async Task TheCodeGoesWithTheFunction()
    {
        await Workshop.UpAsync(() => Declare());
        Assert.NotEmpty(Directory.GetDirectories(Path.Combine(Workshop.Store.DataRoot, "lambda", "code")));
        await Workshop.UpAsync(() => { });
        Assert.Empty(Directory.Exists(Path.Combine(Workshop.Store.DataRoot, "lambda", "code")) ? Directory.GetDirectories(Path.Combine(Workshop.Store.DataRoot, "lambda", "code")) : []);
    }

    private Task RefusedAsync(string expected, Action<FunctionArgs> edit) => UpFailsAsync(() => Declare(edit), expected);

    private void DeclareWithPermission(string name) => _ = new Permission("permission", new PermissionArgs
    {
        Action = "lambda:InvokeFunction", Function = Declare(args => args.Name = name).Name, Principal = "s3.amazonaws.com",
    });

    private Function Declare(Action<FunctionArgs>? edit = null)
    {
        var role = new Role("role", new RoleArgs
        {
            Name = "role",
            AssumeRolePolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
        });
        var args = new FunctionArgs { Role = role.Arn, Runtime = "provided.al2023", Handler = "bootstrap", Code = new FileArchive(Write("own.zip", "bootstrap")) };
        edit?.Invoke(args);
        return new Function("function", args);
    }

    private static void Variable(FunctionArgs args, string name, string value) => args.Environment = new FunctionEnvironmentArgs { Variables = { [name] = value } };

    private string Write(string file, string entry)
    {
        var path = Path.Combine(Workshop.Home, file);
        if (!File.Exists(path))
        {
            using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
            zip.CreateEntry(entry).LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }
        return path;
    }
}
