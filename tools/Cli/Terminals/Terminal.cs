using System.Text.Json;
using Spectre.Console;

namespace CloudStacks.Cli.Terminals;

/// <summary>Where a verb writes: sentences for people, and with <c>--json</c> one document for programs on standard output.</summary>
public sealed class Terminal
{
    private const int PipedWidth = 160;
    private readonly CliHost host;
    private readonly bool json;

    public Terminal(CliHost host, bool json)
    {
        this.host = host;
        this.json = json;
        Human = Create(host, json ? host.Error : host.Output);
    }

    /// <summary>The console for people: standard output, or standard error where standard output is kept for JSON.</summary>
    public IAnsiConsole Human { get; }

    /// <summary>Whether progress may redraw itself.</summary>
    public bool IsLive => host.IsTerminal && !json;

    /// <summary>Writes one line for people, unwrapped.</summary>
    public void Say(string text) => Human.Profile.Out.Writer.WriteLine(text);

    /// <summary>Replaces the terminal's current line; only where <see cref="IsLive"/>.</summary>
    public void Redraw(string text)
    {
        var width = Math.Max(20, Human.Profile.Width - 1);
        Human.Profile.Out.Writer.Write($"\r\u001b[2K{(text.Length > width ? text[..(width - 1)] + "…" : text)}");
    }

    /// <summary>Writes the document of <c>--json</c>; without that option nothing.</summary>
    public void Json<T>(T document)
    {
        if (json)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(document, JsonFormat.Options));
        }
    }

    /// <summary>Writes a table for people; under <c>--json</c> the document stands for it.</summary>
    public void Table(Table table)
    {
        if (!json)
        {
            Human.Write(table);
        }
    }

    internal static IAnsiConsole Create(CliHost host, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = host.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!host.IsTerminal)
        {
            console.Profile.Width = PipedWidth;
        }
        return console;
    }
}
