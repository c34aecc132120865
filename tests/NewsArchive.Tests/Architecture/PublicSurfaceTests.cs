using System.Reflection;

namespace NewsArchive.Tests.Architecture;

/// <summary>
/// What the core shows to others is agreed on in <c>Cases/public-surface.txt</c>: a type, and below it its members. Who
/// changes it on purpose copies the file named in the message over it.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Fact]
    public void Core_shows_what_is_agreed_on_and_no_more()
    {
        var shown = typeof(ArticlePipeline).Assembly.GetExportedTypes()
            .Where(type => type.Namespace?.StartsWith("NewsArchive", StringComparison.Ordinal) == true)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Prepend(type.FullName!)).ToList();
        var agreed = File.ReadAllLines(CaseFiles.PathOf("public-surface.txt"));
        var received = Path.Combine(Path.GetTempPath(), "public-surface.txt");
        if (!shown.SequenceEqual(agreed)) File.WriteAllLines(received, shown);
        Assert.True(shown.SequenceEqual(agreed),
            $"The core's public surface is another; it stands in {received}. "
            + $"New: {string.Join("; ", shown.Except(agreed).Take(20))}. "
            + $"Gone: {string.Join("; ", agreed.Except(shown).Take(20))}.");
    }

    /// <summary>Members that somebody wrote: what the compiler makes for records says nothing more.</summary>
    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => "  " + name);
        if (typeof(Delegate).IsAssignableFrom(type)) return [];
        var fields = type.GetFields(Declared).Select(f => $"  {f.Name}: {Name(f.FieldType)}");
        var properties = type.GetProperties(Declared).Select(p => $"  {p.Name}: {Name(p.PropertyType)}");
        var methods = type.GetMethods(Declared)
            .Where(m => !m.IsSpecialName && !m.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
            .Select(m => $"  {m.Name}({Parameters(m)}): {Name(m.ReturnType)}");
        return fields.Concat(properties).Concat(methods).Order(StringComparer.Ordinal);
    }

    private static string Parameters(MethodInfo method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
