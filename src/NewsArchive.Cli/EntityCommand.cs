using System.CommandLine;
using NewsArchive.Entities;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Text;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive entity …</c>: finds names and corrects them.</summary>
internal static class EntityCommand
{
    private static readonly Argument<long> Id = new("ID") { Description = "Number of the name." };

    public static Command Create()
    {
        var into = new Argument<long>("INTO") { Description = "Number of the name that it is part of." };
        var name = new Argument<string>("NAME") { Description = "What it is called." };
        var alias = new Argument<string>("TEXT") { Description = "How it is also written." };
        var kind = new Argument<EntityKind>("KIND")
        {
            Description = "person, organisation, place, product, event, group or other."
        };
        var number = new Argument<long>("NUMBER") { Description = "Number of the correction, as history prints it." };
        var form = new Option<string?>("--form")
        {
            Description = "Only where it is written exactly so.",
            HelpName = "TEXT"
        };
        var article = new Option<long?>("--article") { Description = "Only in this article.", HelpName = "ID" };
        var newName = new Option<string?>("--name")
        {
            Description = "What the other is called. Default: the form.",
            HelpName = "NAME"
        };
        return new Command("entity", "Find names and correct them; every correction can be undone.")
        {
            List(),
            Act(new Command("merge", "Make a name part of another.") { Id, into },
                (c, p, t) => c.MergeAsync(p.GetValue(Id), p.GetValue(into), t)),
            Act(new Command("split", "Make mentions of a name a name of their own.") { Id, form, article, newName },
                (c, p, t) =>
                    c.SplitAsync(p.GetValue(Id), p.GetValue(form), p.GetValue(article), p.GetValue(newName), t)),
            Act(new Command("rename", "Call a name otherwise.") { Id, name },
                (c, p, t) => c.RenameAsync(p.GetValue(Id), p.GetValue(name), t)),
            Act(new Command("kind", "Change the kind of a name.") { Id, kind },
                (c, p, t) => c.ChangeKindAsync(p.GetValue(Id), p.GetValue(kind), t)),
            Act(new Command("hide", "Leave out of every list what is no name.") { Id },
                (c, p, t) => c.HideAsync(p.GetValue(Id), t)),
            Act(new Command("alias", "Add a written form.") { Id, alias },
                (c, p, t) => c.AddAliasAsync(p.GetValue(Id), p.GetValue(alias), t)),
            Act(new Command("undo", "Undo a correction.") { number }, (c, p, t) => c.UndoAsync(p.GetValue(number), t)),
            History(),
        };
    }

    private static Command List()
    {
        var text = new Argument<string?>("TEXT")
        {
            Description = "Stands in the name or another form of it. Default: the most frequent names.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var kind = new Option<EntityKind?>("--kind") { Description = "Only names of this kind.", HelpName = "KIND" };
        var limit = Settings.Number("--limit", "Names to print.", 20, 1);
        var command = new Command("list", "Print names with their numbers, the most frequent first.")
        {
            text,
            kind,
            limit
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            await using var db = archive.Db();
            var page = await new BrowseQuery(archive, db)
                .EntitiesAsync(new(parsed.GetValue(kind), null, parsed.GetValue(text)), 1, parsed.GetValue(limit),
                cancel);
            if (parsed.GetValue(Settings.Json))
                Output.Json(new
                {
                    total = page.Total,
                    entities = page.Rows
                        .Select(e => new { id = e.Id, name = e.Name, kind = Say.Kind(e.Kind), articles = e.Count })
                });
            else
                foreach (var entity in page.Rows)
                    Output.Line(
                        $"{entity.Id,6}  {entity.Name} · {Say.Kind(entity.Kind)} · "
                        + $"{Say.Count(entity.Count, "article")}");
            return ExitCode.Good;
        });
        return command;
    }

    private static Command History()
    {
        var id = new Argument<long?>("ID")
        {
            Description = "Number of a name. Default: all corrections.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var command = new Command("history", "Print corrections, the latest first.") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            await using var db = archive.Db();
            var acts = await new EntityQuery(archive, db).CorrectionsAsync(parsed.GetValue(id), cancel);
            if (parsed.GetValue(Settings.Json)) Output.Json(new { corrections = acts.Select(a => View(a.Act)) });
            else
                foreach (var (act, entity, other) in acts)
                    Output.Line(
                        $"{act.Id,4}  {act.At:yyyy-MM-dd HH:mm}  {Say.Correction(act, entity, other)}"
                        + $"{(act.UndoneAt is { } undone ? $" (undone {undone:yyyy-MM-dd HH:mm})" : "")}");
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Act(
        Command command, Func<NameCorrector, ParseResult, CancellationToken, Task<CorrectionOutcome>> act)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenAsync(parsed, cancel);
            await using var db = archive.Db();
            var outcome = await act(new(db, TimeProvider.System), parsed, cancel);
            if (outcome.Done is not { } done)
            {
                CommandLine.Say(outcome.Problem + " Nothing was changed.");
                return ExitCode.SomeFailed;
            }
            if (parsed.GetValue(Settings.Json)) Output.Json(View(done));
            else
            {
                var (row, entity, other) = (await new EntityQuery(archive, db).CorrectionsAsync(done.EntityId, cancel))
                    .Find(a => a.Act.Id == done.Id);
                Output.Line(
                    $"Correction {row.Id}{(row.UndoneAt is null ? "" : " undone")}: "
                    + $"{Say.Correction(row, entity, other)}.");
            }
            return ExitCode.Good;
        });
        return command;
    }

    private static object View(NameCorrectionRow act) => new
    {
        number = act.Id,
        at = act.At,
        act = act.Act.ToString().ToLowerInvariant(),
        entity = act.EntityId,
        other = act.OtherId,
        text = act.Text,
        kind = act.Kind is { } kind ? Say.Kind(kind) : null,
        article = act.ArticleId,
        undoneAt = act.UndoneAt,
    };
}
