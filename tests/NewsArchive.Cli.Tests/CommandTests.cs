using System.Text.Json;

namespace NewsArchive.Cli.Tests;

public sealed class CommandTests
{
    private static async Task<Command> WithSeedsAsync()
    {
        var command = new Command();
        var imported = await command.RunAsync("import", Command.Seeds);
        Assert.Equal(0, imported.ExitCode);
        return command;
    }

    [Fact]
    public async Task Import_says_what_came_of_each_file()
    {
        using var command = new Command();
        var first = await command.RunAsync("import", Command.Seeds, "--json");
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal((2, 2, 0, 0),
            (Number(first.Json, "files"), Number(first.Json, "added"), Number(first.Json, "unchanged"),
                Number(first.Json, "failed")));
        Assert.All(first.Json.GetProperty("results").EnumerateArray(),
            r => Assert.Equal("added", r.GetProperty("status").GetString()));
        var second = await command.RunAsync("import", Command.Seeds, "--json");
        Assert.Equal((0, 2), (Number(second.Json, "added"), Number(second.Json, "unchanged")));
        Assert.True(File.Exists(Path.Combine(command.Folder, "newsarchive.db")));
    }

    [Fact]
    public async Task Import_with_a_bad_file_ends_with_1_and_keeps_the_good_one()
    {
        using var command = new Command();
        await File.WriteAllTextAsync(Path.Combine(command.Folder, "empty.txt"), "",
            TestContext.Current.CancellationToken);
        var result = await command.RunAsync("import", "empty.txt", Command.Seeds, "--report", "report.csv");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("empty.txt: the file is empty (0 bytes)", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 added", result.Out, StringComparison.Ordinal);
        var report =
            await File.ReadAllLinesAsync(Path.Combine(command.Folder, "report.csv"),
                TestContext.Current.CancellationToken);
        Assert.Equal(4, report.Length);
        Assert.Equal("path,document,status,articleId,headline,duplicateOf,reason", report[0]);
    }

    [Fact]
    public async Task Standard_input_is_imported()
    {
        using var command = new Command();
        var result =
            await command.RunWithInputAsync(
                "Pipe bursts in town hall\n\nA water pipe burst in the town hall on Monday and flooded the archive in "
                + "the cellar, the mayor said.\n", "import", "-", "--json");
        Assert.Equal("Pipe bursts in town hall",
            result.Json.GetProperty("results")[0].GetProperty("headline").GetString());
    }

    [Fact]
    public async Task Explain_prints_the_whole_reading_and_makes_no_archive()
    {
        using var command = new Command();
        var result =
            await command.RunAsync(["explain", .. Directory.GetFiles(Command.Seeds).Order(StringComparer.Ordinal),
                "--json"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(Directory.GetFiles(command.Folder));
        var documents = result.Json.GetProperty("documents");
        Assert.Equal(2, documents.GetArrayLength());
        var second = documents[1];
        Assert.Equal("found", second.GetProperty("headline").GetProperty("status").GetString());
        Assert.Equal("2026-02-12", second.GetProperty("published").GetProperty("value").GetString());
        Assert.Equal("day", second.GetProperty("published").GetProperty("precision").GetString());
        Assert.Equal("image-slug", second.GetProperty("lines")[9].GetProperty("kind").GetString());
        var body = second.GetProperty("body").GetString()!;
        foreach (var mention in second.GetProperty("entities").EnumerateArray()
            .SelectMany(e => e.GetProperty("mentions").EnumerateArray()))
            Assert.Equal(mention.GetProperty("text").GetString(),
                body[Number(mention, "start")..Number(mention, "end")]);
        foreach (var name in new[] { "path", "ordinal", "externalId", "format", "encoding", "repairs", "standfirst",
            "bylines", "source", "dateline", "language", "url", "figures", "teasers", "quotes" })
            Assert.True(second.TryGetProperty(name, out _), name);
    }

    [Fact]
    public async Task Search_related_stories_and_stats_answer_in_json()
    {
        using var command = await WithSeedsAsync();
        var search = (await command.RunAsync("search", "peskov", "--json")).Json;
        Assert.Equal((2, 2), (Number(search, "total"), search.GetProperty("hits").GetArrayLength()));
        Assert.Equal(1, Number((await command.RunAsync("search", "\"sovereign internet\"", "--json")).Json, "total"));
        var related = (await command.RunAsync("related", "1", "--json")).Json.GetProperty("sameEvent")[0];
        Assert.Equal(related.GetProperty("score").GetDouble(),
            related.GetProperty("reasons").EnumerateArray().Sum(r => r.GetProperty("weight").GetDouble()), 6);
        var story =
            Assert.Single((await command.RunAsync("stories", "--json")).Json.GetProperty("stories").EnumerateArray());
        Assert.Equal((2, "2026-02-12"),
            (story.GetProperty("articles").GetArrayLength(), story.GetProperty("from").GetString()));
        Assert.Equal(2, Number((await command.RunAsync("stats", "--json")).Json, "articles"));
    }

    [Fact]
    public async Task Batch_of_queries_gives_one_document_a_line_and_survives_a_bad_row()
    {
        using var command = await WithSeedsAsync();
        await File.WriteAllLinesAsync(Path.Combine(command.Folder, "q.jsonl"),
            ["{\"id\":\"a\",\"query\":\"peskov\"}", "no json", "{\"id\":\"b\",\"query\":\"durov\"}"],
            TestContext.Current.CancellationToken);
        var result = await command.RunAsync("search", "--batch", "q.jsonl", "--limit", "1");
        var lines =
            result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l =>
                JsonDocument.Parse(l).RootElement)
                .ToList();
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(3, lines.Count);
        Assert.Equal(("a", 2, "b", 1),
            (lines[0].GetProperty("id").GetString(), Number(lines[0], "total"),
                lines[2].GetProperty("id").GetString(),
                Number(lines[2], "total")));
        Assert.True(lines[1].TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Table_of_queries_is_searched_and_scores_are_explained()
    {
        using var command = await WithSeedsAsync();
        await File.WriteAllTextAsync(Path.Combine(command.Folder, "q.csv"),
            "id,query\n1,\"peskov, whatsapp\"\n2,durov\n", TestContext.Current.CancellationToken);
        var lines =
            (await command.RunAsync("search", "--batch", "q.csv", "--explain")).Out
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)
                .ToList();
        Assert.Equal([("1", 2), ("2", 1)], lines.Select(l => (l.GetProperty("id").GetString()!, Number(l, "total"))));
        var hit = lines[1].GetProperty("hits")[0];
        Assert.Equal(hit.GetProperty("score").GetDouble(),
            hit.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("value").GetDouble()), 3);
        var result = await command.RunAsync("search", "peskow", "--json");
        Assert.Equal(("peskov", 0), (result.Json.GetProperty("suggestion").GetString(), Number(result.Json,
            "total")));
    }

    [Fact]
    public async Task Doctor_finds_nothing_wrong_and_a_new_index_finds_the_same()
    {
        using var command = await WithSeedsAsync();
        var healthy = await command.RunAsync("doctor");
        Assert.Equal(0, healthy.ExitCode);
        Assert.DoesNotContain("no   ", healthy.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await command.RunAsync("reindex")).ExitCode);
        Assert.All((await command.RunAsync("doctor", "--json")).Json.GetProperty("findings").EnumerateArray(),
            f => Assert.True(f.GetProperty("good").GetBoolean()));
        Assert.Equal(2, Number((await command.RunAsync("search", "blocks", "--json")).Json, "total"));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("search")]
    [InlineData("search", "x", "--sort", "best")]
    [InlineData("import", "x", "--jobs", "0")]
    [InlineData("import", "x", "--report", "report.pdf")]
    [InlineData("related", "one")]
    [InlineData("serve", "--urls", "here")]
    [InlineData("fetch", "x")]
    public async Task Wrong_usage_ends_with_2_and_says_what_is_wrong(params string[] arguments)
    {
        using var command = new Command();
        var result = await command.RunAsync(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.NotEmpty(result.Error);
        Assert.Empty(Directory.GetFiles(command.Folder));
    }

    [Theory]
    [InlineData("search", "x")]
    [InlineData("related", "1")]
    [InlineData("stories")]
    [InlineData("stats")]
    [InlineData("doctor")]
    [InlineData("reindex")]
    public async Task Reading_command_without_an_archive_says_how_to_make_one(params string[] arguments)
    {
        using var command = new Command();
        var result = await command.RunAsync(arguments);
        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("There is no archive at", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(command.Folder));
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("search", "x")]
    [InlineData("related", "1")]
    [InlineData("stories")]
    [InlineData("doctor")]
    [InlineData("reindex")]
    [InlineData("reread")]
    [InlineData("import", ".")]
    [InlineData("entity", "list", "x")]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    public async Task Folder_given_as_archive_is_one_sentence_for_every_command(params string[] arguments)
    {
        using var command = new Command();
        var result = await command.RunAsync([.. arguments, "--archive", command.Folder]);
        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("is a folder", Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_makes_anew_what_is_made_from_the_articles_only_when_told_to()
    {
        using var command = new Command();
        await command.RunAsync("import", Command.Seeds);
        var path = Path.Combine(command.Folder, "newsarchive.db");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var damage = connection.CreateCommand();
            damage.CommandText = "UPDATE Stories SET Articles = 7; DELETE FROM StorySignatures WHERE ArticleId = 1";
            await damage.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var looked = await command.RunAsync("doctor");
        Assert.Equal(1, looked.ExitCode);
        Assert.Contains("no   Articles are related", looked.Out, StringComparison.Ordinal);
        var mended = await command.RunAsync("doctor", "--repair");
        Assert.Equal(0, mended.ExitCode);
        Assert.DoesNotContain("no   ", mended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_is_a_reason_and_waits_for_nobody()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no pipes among its files.");
        using var command = new Command();
        var folder = Directory.CreateDirectory(Path.Combine(command.Folder, "files")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "Harbour closes\n\nThe harbour will be closed.\n",
            TestContext.Current.CancellationToken);
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder, "pipe.txt")))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var result = await command.RunAsync("import", folder, "--json");
        var results = result.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["added", "failed"], results.Select(r => r.GetProperty("status").GetString()!).Order());
        Assert.Contains("no ordinary file", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_pair_of_surrogates_in_a_list_of_queries_is_answered()
    {
        using var command = new Command();
        await command.RunAsync("import", Command.Seeds);
        var file = Path.Combine(command.Folder, "queries.jsonl");
        await File.WriteAllTextAsync(file,
            "{\"id\":\"1\",\"query\":\"peskov\"}\n{\"id\":\"2\",\"query\":\"a\\ude00\"}\n"
            + "{\"id\":\"3\",\"query\":\"peskov\"}\n", TestContext.Current.CancellationToken);
        var result = await command.RunAsync("search", "--batch", file);
        Assert.Equal(3, result.Out.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task File_that_is_no_archive_is_refused_and_left_alone()
    {
        using var command = new Command();
        var file = Path.Combine(command.Folder, "notes.db");
        await File.WriteAllTextAsync(file, new string('x', 5000), TestContext.Current.CancellationToken);
        var result = await command.RunAsync("stats", "--archive", file);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not an archive", result.Error, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(file).Length);
    }

    [Fact]
    public async Task Unknown_article_is_an_error()
    {
        using var command = await WithSeedsAsync();
        var result = await command.RunAsync("related", "99");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no article 99", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_imports_prints_its_address_and_serves_both_articles()
    {
        using var command = new Command();
        using var process = command.Start("serve", "--import", Command.Seeds, "--urls", "http://127.0.0.1:0",
            "--log-file", "log.json");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("NewsArchive is at http://127.0.0.1:", line, StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new(line!.Split(' ')[3]) };
            foreach (var id in new[] { 1, 2 })
                Assert.Contains("WhatsApp",
                    await client.GetStringAsync(new Uri($"/articles/{id}", UriKind.Relative),
                        TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var log =
            (await File.ReadAllLinesAsync(Path.Combine(command.Folder, "log.json"),
                TestContext.Current.CancellationToken)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Contains(log,
            l => l.GetProperty("Properties").TryGetProperty("StatusCode", out var status)
                && status.GetInt32() == 200);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
