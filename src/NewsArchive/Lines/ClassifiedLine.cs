using System.Collections.Immutable;

namespace NewsArchive.Lines;

/// <summary>A line with its kind and why.</summary>
/// <param name="Number">1-based line of the decoded file.</param>
/// <param name="Text">After repair and clean-up of artefacts.</param>
/// <param name="Rule">The rule that decided, in words.</param>
/// <param name="Confidence">0 to 1; a rank among rules, not a probability.</param>
/// <param name="Block">Number of the paragraph it belongs to; lines of a hard-wrapped paragraph share it.</param>
public sealed record ClassifiedLine(int Number, LineKind Kind, string Text, string Rule, double Confidence, int Block);

/// <summary>A paragraph of one or more lines of one kind.</summary>
/// <param name="Line">Its first line.</param>
public sealed record Paragraph(int Line, int LastLine, LineKind Kind, string Text);

/// <summary>A picture, of which a text file keeps only the words around it. Absent parts are null.</summary>
/// <param name="Line">Line of its caption, else of its first part.</param>
public sealed record Figure(int Line, string? Slug, string? Caption, string? Credit);

/// <summary>The announcement of another article.</summary>
public sealed record Teaser(int Line, string Headline, string? Text);

public static class ClassifiedLines
{
    /// <summary>The article proper: paragraphs, subheadings and block quotes in order.</summary>
    public static ImmutableArray<Paragraph> Reading(this IEnumerable<ClassifiedLine> lines) =>
        lines.Paragraphs(kind => kind.IsReading());

    public static ImmutableArray<Paragraph> Paragraphs(
        this IEnumerable<ClassifiedLine> lines, Func<LineKind, bool> wanted)
    {
        var paragraphs = ImmutableArray.CreateBuilder<Paragraph>();
        var block = -1;
        foreach (var line in lines.Where(l => wanted(l.Kind)))
        {
            var text = line.Text.Trim();
            if (line.Block == block && paragraphs[^1].Kind == line.Kind)
                paragraphs[^1] = paragraphs[^1] with
                {
                    LastLine = line.Number,
                    Text = paragraphs[^1].Text + " " + text
                };
            else
                paragraphs.Add(new(line.Number, line.Number, line.Kind, text));
            block = line.Block;
        }
        return paragraphs.ToImmutable();
    }

    /// <summary>Pictures in order: a slug, a caption and a credit that follow each other are one.</summary>
    public static ImmutableArray<Figure> Figures(this IEnumerable<ClassifiedLine> lines)
    {
        var figures = ImmutableArray.CreateBuilder<Figure>();
        Figure? open = null;
        foreach (var part in lines.Paragraphs(kind => kind != LineKind.Blank))
        {
            var (slug, caption, credit) = part.Kind switch
            {
                LineKind.ImageSlug => (part.Text, null, null),
                LineKind.Caption => (null, part.Text, null),
                LineKind.Credit => ((string?)null, (string?)null, part.Text),
                _ => (null, null, null),
            };
            var isPart = slug is not null || caption is not null || credit is not null;
            var clash = open is not null
                && ((slug is not null && (open.Slug ?? open.Caption ?? open.Credit) is not null)
                    || (caption is not null && open.Caption is not null)
                || (credit is not null && open.Credit is not null));
            if (open is not null && (!isPart || clash))
            {
                figures.Add(open);
                open = null;
            }
            if (!isPart) continue;
            open = open is null
                ? new(part.Line, slug, caption, credit)
                : open with
                {
                    Line = caption is null ? open.Line : part.Line,
                    Slug = open.Slug ?? slug,
                    Caption = open.Caption ?? caption,
                    Credit = open.Credit ?? credit
                };
        }
        if (open is not null) figures.Add(open);
        return figures.ToImmutable();
    }

    /// <summary>Announcements of other articles: a headline-like line and the truncated text below it.</summary>
    public static ImmutableArray<Teaser> Teasers(this IEnumerable<ClassifiedLine> lines)
    {
        var teasers = ImmutableArray.CreateBuilder<Teaser>();
        foreach (var line in lines.Where(l => l.Kind == LineKind.Teaser))
        {
            if (line.Rule == TeaserRules.Text && teasers.Count > 0 && teasers[^1].Text is null)
                teasers[^1] = teasers[^1] with { Text = line.Text.Trim() };
            else
                teasers.Add(new(line.Number, line.Text.Trim(), null));
        }
        return teasers.ToImmutable();
    }
}
