using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>Reads a definition as CreateStateMachine validates it, and refuses by its place what the local cloud does not model.</summary>
internal static class DefinitionReader
{
    private const int MostBytes = 1024 * 1024;
    private const int LongestName = 80;
    private const int MostSeconds = 99_999_999;

    /// <summary>Throws <see cref="FormatException"/> naming the place, what stands there and what was expected.</summary>
    public static Machine Read(string json)
    {
        // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
        if (Encoding.UTF8.GetByteCount(json) is var bytes and > MostBytes)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the definition has {bytes} bytes; expected at most {MostBytes}"));
        }
        var machine = new Fields(Parse(json), "", "Comment", "Version", "QueryLanguage", "TimeoutSeconds", "StartAt", "States");
        if (machine.Has("Version"))
        {
            machine.Choice("Version", "1.0");
        }
        if (machine.Has("QueryLanguage"))
        {
            machine.Choice("QueryLanguage", "JSONPath");
        }
        var flow = ReadFlow(machine);
        RequireOnce(AllStates(flow).Select(state => state.Name), "the state name");
        RequireOnce(AllStates(flow).OfType<MapState>().Select(map => map.Label), "the Label");
        return new(flow, machine.Whole("TimeoutSeconds", 1, MostSeconds));
    }

    /// <summary>States and where they begin.</summary>
    public static Flow ReadFlow(Fields fields)
    {
        var start = fields.Required("StartAt");
        var members = fields["States"] as JsonObject ?? throw fields.Expected("States", fields["States"], "an object");
        var states = members.ToImmutableDictionary(member => member.Key, member => StateReader.Read(Named(member.Key, fields), member.Value, $"{fields.At("States")}/{member.Key}"), StringComparer.Ordinal);
        RequireTarget(start, fields.At("StartAt"), states.Keys);
        foreach (var state in states.Values.OfType<WorkState>())
        {
            var place = $"{fields.At("States")}/{state.Name}";
            RequireTarget(state.Next, $"{place}/Next", states.Keys);
            for (var at = 0; at < state.Catch.Length; at++)
            {
                RequireTarget(state.Catch[at].Next, FormattableString.Invariant($"{place}/Catch/{at}/Next"), states.Keys);
            }
        }
        var flow = new Flow(start, states);
        return Reached(flow).Count == states.Count
            ? flow
            : throw new FormatException($"{fields.At("States")}/{states.Keys.Except(Reached(flow)).Order(StringComparer.Ordinal).First()} is reached from nowhere (MISSING_TRANSITION_TARGET)");
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException failure)
        {
            throw new FormatException($"the definition is not JSON: {failure.Message}", failure);
        }
    }

    private static string Named(string name, Fields fields) => name.Length is > 0 and <= LongestName
        ? name
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{fields.At("States")}: the state name '{name}' has {name.Length} characters; expected 1 to {LongestName}"));

    private static void RequireTarget(string? target, string place, IEnumerable<string> states)
    {
        if (target is not null && !states.Contains(target))
        {
            throw new FormatException($"{place} is '{target}', which is no state; expected one of {string.Join(", ", states.Order(StringComparer.Ordinal))} (MISSING_TRANSITION_TARGET)");
        }
    }

    private static HashSet<string> Reached(Flow flow)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([flow.StartAt]);
        while (open.TryPop(out var name))
        {
            if (reached.Add(name) && flow.States[name] is WorkState work)
            {
                foreach (var next in work.Catch.Select(catcher => catcher.Next).Concat(work.Next is null ? [] : [work.Next]))
                {
                    open.Push(next);
                }
            }
        }
        return reached;
    }

    private static IEnumerable<State> AllStates(Flow flow) =>
        flow.States.Values.SelectMany(state => state is MapState map ? AllStates(map.Processor).Prepend(state) : [state]);

    private static void RequireOnce(IEnumerable<string> names, string what)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new FormatException($"{what} '{twice.Key}' stands there twice; each must be unique in the definition");
        }
    }
}
