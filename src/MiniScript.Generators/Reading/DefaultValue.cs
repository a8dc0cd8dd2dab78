using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MiniScript.Generators.Models;

namespace MiniScript.Generators.Reading;

/// <summary>Turns a parameter's default into the C# expression that stands in for a missing argument, and into script text.</summary>
internal static class DefaultValue
{
    /// <summary>Reads a default as a text signature writes it.</summary>
    /// <param name="expression">The C# expression; null when the parameter is to receive <c>Value.Undefined</c>.</param>
    /// <returns>False when the parameter's type cannot hold the default.</returns>
    public static bool FromSignature(string text, ConversionModel conversion, out string? expression)
    {
        expression = null;
        switch (text)
        {
            case "None":
                expression = conversion.Kind switch
                {
                    ConversionKind.Value => RuntimeNames.Value + ".None",
                    ConversionKind.Pointer => "null",
                    _ => conversion.IsNullable ? "null" : null,
                };
                return expression != null;
            case "True" or "False":
                return Fit(text == "True" ? "true" : "false", conversion, ConversionKind.Boolean, out expression);
            case "sys.maxsize":
                return Fit("long.MaxValue", conversion, ConversionKind.Int64, out expression);
        }
        if (text.Length >= 2 && text[0] is '\'' or '"' && text[text.Length - 1] == text[0])
        {
            return Fit(SymbolDisplay.FormatLiteral(Unescape(text.Substring(1, text.Length - 2)), quote: true), conversion, ConversionKind.Text, out expression);
        }
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            if (conversion.Kind is ConversionKind.Int32 or ConversionKind.Double or ConversionKind.BigInteger)
            {
                expression = integer.ToString(CultureInfo.InvariantCulture);
                return conversion.Kind != ConversionKind.Int32 || integer == (int)integer;
            }
            return Fit(integer.ToString(CultureInfo.InvariantCulture) + "L", conversion, ConversionKind.Int64, out expression);
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            return Fit(real.ToString("R", CultureInfo.InvariantCulture) + "D", conversion, ConversionKind.Double, out expression);
        }
        return conversion.Kind == ConversionKind.Value;
    }

    /// <summary>Reads a C# parameter's default; the text is how a signature shows it.</summary>
    public static void FromParameter(IParameterSymbol parameter, ConversionModel conversion, out string? expression, out string text)
    {
        var value = parameter.ExplicitDefaultValue;
        text = value switch
        {
            null => conversion.Kind == ConversionKind.Value ? "<unrepresentable>" : "None",
            bool flag => flag ? "True" : "False",
            string s => "'" + s.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r") + "'",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => "<unrepresentable>",
        };
        expression = value switch
        {
            null when conversion.Kind == ConversionKind.Value => null,
            null => conversion.Kind is ConversionKind.Pointer or ConversionKind.Text or ConversionKind.Bytes || conversion.IsNullable ? "null" : "default",
            double real when double.IsNaN(real) => "double.NaN",
            double real when double.IsInfinity(real) => real > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
    }

    /// <summary>Accepts a literal for its own type, for that type's nullable form, and, boxed by the binder, for a <c>Value</c>.</summary>
    private static bool Fit(string literal, ConversionModel conversion, ConversionKind kind, out string? expression)
    {
        expression = conversion.Kind == kind ? literal
            : conversion.Kind == ConversionKind.Value ? $"{RuntimeNames.Binder}.Return(vm, {literal})"
            : null;
        return expression != null;
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n").Replace("\\t", "\t").Replace("\\r", "\r").Replace("\\'", "'").Replace("\\\\", "\\");
}
