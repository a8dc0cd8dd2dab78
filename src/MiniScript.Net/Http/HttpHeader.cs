namespace MiniScript.Net.Http;

/// <summary>One header field, its name as it was written.</summary>
public readonly record struct HttpHeader(string Name, string Value);
