using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>Reads single states.</summary>
internal static class StateReader
{
    private const int MostSeconds = 99_999_999;
    private const int LongestDelay = 31_622_400;

    private static readonly string[] OfWork = ["Type", "Comment", "Next", "End", "ResultPath", "OutputPath", "Retry", "Catch"];

    /// <summary>Throws <see cref="FormatException"/> naming the place, what stands there and what was expected.</summary>
    public static State Read(string name, JsonNode? json, string place) => (json as JsonObject)?["Type"]?.ToString() switch
    {
        "Task" => Task(name, new(json, place, [.. OfWork, "Resource", "Parameters", "TimeoutSeconds"])),
        "Map" => MapReader.Read(name, new(json, place, [.. OfWork, .. MapReader.Own])),
        "Fail" => Fail(name, new(json, place, "Type", "Comment", "Error", "ErrorPath", "Cause", "CausePath")),
        var type => throw new FormatException($"{place}/Type is {(type is null ? "missing" : $"'{type}'")}; the local cloud models Task, Map and Fail"),
    };

    /// <summary>Adds what tasks and maps have in common.</summary>
    public static T Work<T>(T state, Fields fields) where T : WorkState
    {
        if (fields.Has("Next") == (fields.Flag("End") == true))
        {
            throw new FormatException($"{fields.Place} must have Next or End, and not both");
        }
        return state with
        {
            Next = fields.Text("Next"),
            ResultPath = fields.Has("ResultPath") ? fields.Path("ResultPath") : ReferencePath.Whole,
            OutputPath = fields.Path("OutputPath") ?? ReferencePath.Whole,
            Retry = [.. fields.List("Retry").Select((retrier, at) => Retrier(new(retrier, FormattableString.Invariant($"{fields.At("Retry")}/{at}"), "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy")))],
            Catch = [.. fields.List("Catch").Select((catcher, at) => Catcher(new(catcher, FormattableString.Invariant($"{fields.At("Catch")}/{at}"), "ErrorEquals", "ResultPath", "Next")))],
        };
    }

    private static TaskState Task(string name, Fields fields)
    {
        fields.Choice("Resource", "arn:aws:states:::lambda:invoke");
        _ = new Fields(fields["Parameters"], fields.At("Parameters"), "FunctionName", "FunctionName.$", "Payload", "Payload.$");
        return Work(new TaskState(name, fields.Template("Parameters")!, fields.Whole("TimeoutSeconds", 1, MostSeconds)), fields);
    }

    private static FailState Fail(string name, Fields fields)
    {
        foreach (var text in new[] { "Error", "Cause" })
        {
            if (fields.Has(text) && fields.Has(text + "Path"))
            {
                throw new FormatException($"{fields.Place} has {text} and {text}Path; expected one of them");
            }
        }
        return new(name, fields.Text("Error"), fields.Path("ErrorPath"), fields.Text("Cause"), fields.Path("CausePath"));
    }

    private static Retrier Retrier(Fields fields)
    {
        var interval = fields.Whole("IntervalSeconds", 1, MostSeconds) ?? 1;
        return new(Errors(fields))
        {
            IntervalSeconds = interval,
            MaxAttempts = fields.Whole("MaxAttempts", 0, MostSeconds) ?? 3,
            BackoffRate = fields.Number("BackoffRate", 1, double.MaxValue) ?? 2,
            MaxDelaySeconds = fields.Whole("MaxDelaySeconds", interval + 1, LongestDelay - 1),
            FullJitter = fields.Has("JitterStrategy") && fields.Choice("JitterStrategy", "FULL", "NONE") == "FULL",
        };
    }

    private static Catcher Catcher(Fields fields) => new(Errors(fields), fields.Path("ResultPath") ?? ReferencePath.Whole, fields.Required("Next"));

    private static ImmutableArray<string> Errors(Fields fields)
    {
        ImmutableArray<string> errors = [.. fields.List("ErrorEquals").Select(error => error?.ToString() ?? "")];
        return errors switch
        {
            [] => throw fields.Expected("ErrorEquals", null, "a list with entries"),
            { Length: > 1 } when errors.Contains(StateError.All) => throw new FormatException($"{fields.At("ErrorEquals")} has {StateError.All} among others; it must stand alone"),
            _ => errors,
        };
    }
}
