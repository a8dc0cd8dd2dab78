using System.Diagnostics.CodeAnalysis;

[assembly: SuppressMessage(
    "Naming",
    "CA1716:Identifiers should not match keywords",
    Justification = "Nodes are named as in the language's abstract grammar, which is what their users know.",
    Scope = "namespaceanddescendants",
    Target = "~N:MiniScript.Runtime.Syntax.Tree")]
[assembly: SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "Nodes are named as in the language's abstract grammar, which is what their users know.",
    Scope = "namespaceanddescendants",
    Target = "~N:MiniScript.Runtime.Syntax.Tree")]
