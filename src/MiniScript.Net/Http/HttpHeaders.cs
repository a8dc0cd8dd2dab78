using System.Collections;

namespace MiniScript.Net.Http;

/// <summary>Header fields in order; names compare without regard to case, and one name may stand several times.</summary>
public sealed class HttpHeaders : IReadOnlyList<HttpHeader>
{
    private readonly List<HttpHeader> fields = [];

    /// <summary>Number of fields, repeated ones counted each.</summary>
    public int Count => fields.Count;

    /// <summary>The field at a position.</summary>
    public HttpHeader this[int index] => fields[index];

    /// <summary>The first value of a name, or null.</summary>
    public string? this[string name]
    {
        get
        {
            int index = IndexOf(name, 0);
            return index < 0 ? null : fields[index].Value;
        }
    }

    /// <summary>True when the name has a field.</summary>
    public bool Contains(string name) => IndexOf(name, 0) >= 0;

    /// <summary>Appends a field.</summary>
    public void Add(string name, string value) => fields.Add(new HttpHeader(name, value));

    /// <summary>Gives a name exactly one field: in the place of its first, or at the end.</summary>
    public void Set(string name, string value)
    {
        int index = IndexOf(name, 0);
        if (index < 0)
        {
            Add(name, value);
            return;
        }

        fields[index] = new HttpHeader(name, value);
        for (int next = IndexOf(name, index + 1); next >= 0; next = IndexOf(name, next))
        {
            fields.RemoveAt(next);
        }
    }

    /// <summary>Removes every field of a name; true when there was one.</summary>
    public bool Remove(string name) =>
        fields.RemoveAll(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) > 0;

    /// <summary>All values of a name joined by comma and space, as a list header means them (RFC 9110, section 5.3), or null.</summary>
    public string? Joined(string name)
    {
        string? joined = null;
        for (int index = IndexOf(name, 0); index >= 0; index = IndexOf(name, index + 1))
        {
            joined = joined is null ? fields[index].Value : $"{joined}, {fields[index].Value}";
        }

        return joined;
    }

    /// <summary>True when a comma-separated header lists the token, in any case.</summary>
    public bool HasToken(string name, string token)
    {
        for (int index = IndexOf(name, 0); index >= 0; index = IndexOf(name, index + 1))
        {
            ReadOnlySpan<char> value = fields[index].Value;
            foreach (Range part in value.Split(','))
            {
                if (value[part].Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A copy that can change on its own.</summary>
    public HttpHeaders Copy()
    {
        var copy = new HttpHeaders();
        copy.fields.AddRange(fields);
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<HttpHeader> GetEnumerator() => fields.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();

    private int IndexOf(string name, int start)
    {
        for (int i = start; i < fields.Count; i++)
        {
            if (string.Equals(fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
