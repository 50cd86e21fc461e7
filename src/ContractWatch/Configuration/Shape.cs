using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace ContractWatch.Configuration;

/// <summary>Which keys an options class accepts; the classes are the only list of keys there is.</summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>A single value.</summary>
    public sealed record Leaf(Type Type) : Shape
    {
        /// <summary>What is wrong with the value, or null.</summary>
        public string? Refuse(string value)
        {
            var type = Nullable.GetUnderlyingType(Type) ?? Type;
            var isValid = type == typeof(string)
                || (value.Length == 0 && type != Type)
                || (type.IsEnum ? Enum.TryParse(type, value, ignoreCase: true, out _) : TypeDescriptor.GetConverter(type).IsValid(value));
            return isValid ? null : $"\"{value}\" is not {Expected(type)}";
        }

        private static string Expected(Type type) =>
            type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(Uri) ? "an address"
            : type == typeof(TimeSpan) ? "a time such as 00:05:00"
            : type == typeof(DateOnly) ? "a date such as 2025-10-01"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : "a number";
    }

    /// <summary>Named keys.</summary>
    public sealed record Keys(IReadOnlyDictionary<string, Shape> ByName) : Shape
    {
        public Keys And(Keys others) => new(new Dictionary<string, Shape>(
            ByName.Concat(others.ByName).DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>A list.</summary>
    public sealed record Rows(Shape Each) : Shape;

    /// <summary>Names chosen by the user, each with keys of its own.</summary>
    public sealed record Names(Func<string, Shape> Each) : Shape;

    /// <summary>The keys of an options class: its properties, and a <c>…File</c> twin for every text, whose file holds the value.</summary>
    public static Keys Of(Type options)
    {
        var keys = new Dictionary<string, Shape>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
            keys.Add(property.Name, Inside(property.PropertyType));
        foreach (var text in keys.Where(pair => pair.Value is Leaf { Type: var type } && type == typeof(string)).ToList())
            keys.TryAdd(text.Key + SecretFiles.Suffix, new Leaf(typeof(string)));
        return new Keys(keys);
    }

    /// <summary>The leaf at a key path, or what is wrong with the path.</summary>
    public (Leaf? Leaf, string? Fault) Find(string path)
    {
        var here = this;
        var names = path.Split(':');
        for (var depth = 0; depth < names.Length; depth++)
        {
            var name = names[depth];
            switch (here)
            {
                case Keys keys when keys.ByName.TryGetValue(name, out var inner):
                    here = inner;
                    break;
                case Keys keys:
                    return (null, "no such key" + DidYouMean.Hint(name, keys.ByName.Where(IsPlain).Select(pair => pair.Key)));
                case Names any:
                    here = any.Each(name);
                    break;
                case Rows rows when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    here = rows.Each;
                    break;
                case Rows:
                    return (null, "a list is expected here");
                default:
                    return (null, "a single value is expected here");
            }
        }

        return here switch
        {
            Leaf leaf => (leaf, null),
            Rows => (null, "a list is expected here"),
            _ => (null, "a group of keys in { } is expected here"),
        };
    }

    private static bool IsPlain(KeyValuePair<string, Shape> key) => !key.Key.EndsWith(SecretFiles.Suffix, StringComparison.Ordinal);

    private static Shape Inside(Type type)
    {
        if (type != typeof(string) && Element(type) is { } element)
            return new Rows(Inside(element));
        var isValue = type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));
        return isValue ? new Leaf(type) : Of(type);
    }

    private static Type? Element(Type type) =>
        type.IsArray
            ? type.GetElementType()
            : type.GetInterfaces().Append(type)
                .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];
}
