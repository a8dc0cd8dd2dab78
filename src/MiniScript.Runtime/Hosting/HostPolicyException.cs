namespace MiniScript.Runtime.Hosting;

/// <summary>What an extension asked for is denied by the host's policy; a script sees <c>PermissionError</c>.</summary>
/// <param name="message">What was denied, and which option allows it.</param>
public sealed class HostPolicyException(string message) : UnauthorizedAccessException(message);
