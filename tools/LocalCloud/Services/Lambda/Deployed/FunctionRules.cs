using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.Lambda.Deployed;

/// <summary>What Lambda refuses about a function, and what it fills in (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html).</summary>
internal static partial class FunctionRules
{
    /// <summary>The runtime that starts a program of one's own.</summary>
    public const string Runtime = "provided.al2023";

    // At least 100 of an account's 1000 stay unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    private const int MostReserved = 900;

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    private static readonly string[] Reserved =
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ];

    /// <summary>What stands in for inputs that were left out.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Defaults(JsonObject inputs)
    {
        (string Name, JsonNode Value)[] defaults =
            [("memorySize", 128), ("timeout", 3), ("architectures", new JsonArray("x86_64")), ("reservedConcurrentExecutions", -1), ("ephemeralStorage", new JsonObject { ["size"] = 512 })];
        return defaults.Where(value => inputs[value.Name] is null).Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value));
    }

    /// <summary>Sentences that name the input, the value and what was expected.</summary>
    public static IEnumerable<string> Problems(JsonObject inputs) =>
    [
        .. Name(inputs), .. Package(inputs), .. Sizes(inputs), .. Variables(inputs["environment"]?["variables"] as JsonObject ?? []), .. Logging(inputs["loggingConfig"] as JsonObject ?? []),
    ];

    private static IEnumerable<string> Name(JsonObject inputs)
    {
        if ((string?)inputs["name"] is { } name && !NamePattern().IsMatch(name))
        {
            yield return $"input 'name' is '{name}'; expected 1 to 64 letters, digits, hyphens and underscores";
        }
    }

    private static IEnumerable<string> Package(JsonObject inputs) => (string?)inputs["packageType"] switch
    {
        null or "Zip" => [.. Zip(inputs), .. Forbidden(inputs, "Zip", "imageUri")],
        "Image" => [.. Needed(inputs, "Image", "imageUri"), .. Forbidden(inputs, "Image", "code", "handler", "runtime")],
        var other => [$"input 'packageType' is '{other}'; expected Zip or Image"],
    };

    private static IEnumerable<string> Zip(JsonObject inputs)
    {
        foreach (var problem in Needed(inputs, "Zip", "code", "handler", "runtime"))
        {
            yield return problem;
        }
        if ((string?)inputs["runtime"] is { } runtime and not Runtime)
        {
            yield return $"input 'runtime' is '{runtime}'; the local cloud runs {Runtime}";
        }
        if (inputs["code"] is JsonObject code && (string?)code["path"] is var path && path?.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) != true)
        {
            yield return $"input 'code' is {(path is null ? "an archive of assets" : $"'{path}'")}; expected a FileArchive of a .zip, because the archives that Pulumi makes carry no file modes and a bootstrap in them could not be executed";
        }
    }

    private static IEnumerable<string> Needed(JsonObject inputs, string package, params string[] names) =>
        names.Where(name => inputs[name] is null).Select(name => $"input '{name}' is missing; a function of package type {package} needs it");

    private static IEnumerable<string> Forbidden(JsonObject inputs, string package, params string[] names) =>
        names.Where(name => inputs[name] is not null).Select(name => $"input '{name}' is set; a function of package type {package} has none");

    private static IEnumerable<string> Sizes(JsonObject inputs)
    {
        (string Path, JsonNode? Value, int Min, int Max)[] ranges =
        [
            ("memorySize", inputs["memorySize"], 128, 10_240), ("timeout", inputs["timeout"], 1, 900),
            ("ephemeralStorage.size", inputs["ephemeralStorage"]?["size"], 512, 10_240), ("reservedConcurrentExecutions", inputs["reservedConcurrentExecutions"], -1, MostReserved),
        ];
        foreach (var (path, value, min, max) in ranges)
        {
            if ((double?)value is { } number && (number < min || number > max || !double.IsInteger(number)))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"input '{path}' is {number}; expected a whole number from {min} to {max}");
            }
        }
        if (inputs["architectures"] is JsonArray architectures && architectures.Select(one => (string?)one).ToArray() is not ["x86_64" or "arm64"])
        {
            yield return $"input 'architectures' is '{string.Join(", ", architectures.Select(one => (string?)one))}'; expected one of x86_64, arm64";
        }
    }

    private static IEnumerable<string> Variables(JsonObject variables)
    {
        foreach (var (name, _) in variables)
        {
            if (Reserved.Contains(name))
            {
                yield return $"input 'environment.variables' sets {name}, which Lambda sets itself; expected another name";
            }
            else if (!VariablePattern().IsMatch(name))
            {
                yield return $"input 'environment.variables' sets '{name}'; expected a letter, then letters, digits and underscores";
            }
        }
        if (Encoding.UTF8.GetByteCount(variables.ToJsonString()) is > 4096 and var bytes)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"input 'environment.variables' takes {bytes} bytes; expected at most 4096");
        }
    }

    private static IEnumerable<string> Logging(JsonObject logging)
    {
        foreach (var (name, _) in logging.Where(member => member.Key is not ("logFormat" or "logGroup")))
        {
            yield return $"the local cloud does not model input 'loggingConfig.{name}'; it honours logFormat, logGroup";
        }
        if ((string?)logging["logFormat"] is { } format and not "Text")
        {
            yield return $"input 'loggingConfig.logFormat' is '{format}'; the local cloud writes Text";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]+\z")]
    private static partial Regex VariablePattern();
}
