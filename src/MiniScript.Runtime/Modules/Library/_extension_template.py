"""The files of a new extension: @name@ stands for its name, @Title@ for that in C#, @sources@ for MiniScript's source tree."""

_LIBRARY = '''<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>$(MiniScriptFramework)</TargetFramework>
    <Version>1.0.0</Version>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <IsAotCompatible>true</IsAotCompatible>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="$(MiniScriptSources)/src/MiniScript.Runtime/MiniScript.Runtime.csproj" PrivateAssets="all" />
    <ProjectReference Include="$(MiniScriptSources)/src/MiniScript.Generators/MiniScript.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" PrivateAssets="all" />
  </ItemGroup>
</Project>
'''

_TESTS = '''<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>$(MiniScriptFramework)</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <IsTestProject>true</IsTestProject>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.12.0" />
    <PackageReference Include="xunit" Version="2.9.3" />
    <PackageReference Include="xunit.runner.visualstudio" Version="2.8.2" />
    <ProjectReference Include="../src/@Title@.csproj" />
    <ProjectReference Include="$(MiniScriptSources)/src/MiniScript.Extensions/MiniScript.Extensions.csproj" />
    <ProjectReference Include="$(MiniScriptSources)/src/MiniScript.Generators/MiniScript.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
  </ItemGroup>
</Project>
'''

_PROPERTIES = '''<Project>
  <PropertyGroup>
    <MiniScriptSources Condition="'$(MiniScriptSources)' == ''">@sources@</MiniScriptSources>
    <MiniScriptFramework Condition="'$(MiniScriptFramework)' == ''">net10.0</MiniScriptFramework>
  </PropertyGroup>
</Project>
'''

_EXTENSION = '''using MiniScript.Extensions;

namespace @Title@;

/// <summary>What the extension is for.</summary>
[Extension("@name@", Version = "1.0.0")]
public static partial class @Title@Extension
{
    /// <summary>Return a greeting.</summary>
    [Function("greet")]
    private static string Greet(string name, int times = 1) => string.Join(", ", Enumerable.Repeat("hello " + name, times));
}
'''

_TEST = '''using @Title@.Tests.Generated;
using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using Xunit;

namespace @Title@.Tests;

public class @Title@Tests
{
    [Fact]
    public void It_greets()
    {
        using ScriptEngine engine = new(ExtensionTable.Set);
        Assert.Equal("hello you, hello you", engine.Call("@name@.greet", "you", 2));
    }

    [Fact]
    public void It_refuses_what_is_no_text()
    {
        using ScriptEngine engine = new(ExtensionTable.Set);
        ScriptException failure = Assert.Throws<ScriptException>(() => engine.Run("import @name@\\n@name@.greet(5)"));
        Assert.Equal("TypeError", failure.TypeName);
    }
}
'''

_SCRIPT = '''import @name@

print(@name@.greet('world'))
'''

_PUBLISH = '''#!/bin/sh
# Builds bin/miniscript, an executable with the extension in it.
cd "$(dirname "$0")" && exec "@sources@/publish.sh" --extension src/@Title@.csproj --output bin "$@"
'''

_IGNORED = '''bin/
obj/
'''

FILES = {
    'Directory.Build.props': _PROPERTIES,
    'src/@Title@.csproj': _LIBRARY,
    'src/@Title@Extension.cs': _EXTENSION,
    'tests/@Title@.Tests.csproj': _TESTS,
    'tests/@Title@Tests.cs': _TEST,
    'hello.ms': _SCRIPT,
    'publish.sh': _PUBLISH,
    '.gitignore': _IGNORED,
}
