using System.Text.Encodings.Web;
using System.Text.Json;
using NewsArchive;
using NewsArchive.Cli;
using NewsArchive.Formats;
var pipeline = new ArticlePipeline(TimeProvider.System);
var docs = args.SelectMany(p => FormatDetection.Read(new(p, File.ReadAllBytes(p)))).Where(d => d.Document is not null).Select(d => ExplainView.Of(pipeline.Read(d.Document!))).ToList();
Console.WriteLine(JsonSerializer.Serialize(new { documents = docs }, new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
