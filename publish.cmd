@echo off
rem Builds dist\miniscript.exe, one executable that needs nothing installed. The options are those of publish.sh:
rem
rem   publish.cmd                       dist\miniscript.exe
rem   publish.cmd --static              the same: on Windows the executable is always self-contained
rem   publish.cmd --with-sqlite         not for Windows: the module sqlite3 needs SQLite as an archive
rem   publish.cmd --run FILE [ARGS]     builds, then runs FILE with the result
rem   publish.cmd --force               builds even if nothing changed
rem   publish.cmd --quiet               prints errors only
rem
rem Needs the .NET SDK 10 and the C++ build tools of Visual Studio.
setlocal EnableDelayedExpansion
set "root=%~dp0"
set "binary=%root%dist\miniscript.exe"
set "artifacts=%root%artifacts\publish-default"
set "log=%artifacts%\build.log"
set "quiet="
set "force="
set "script="
set "rest="

:options
if "%~1"=="" goto options_done
if "%~1"=="--static" (shift & goto options)
if "%~1"=="--with-sqlite" (echo publish.cmd: --with-sqlite is not for Windows 1>&2 & exit /b 2)
if "%~1"=="--quiet" (set "quiet=1" & shift & goto options)
if "%~1"=="--force" (set "force=1" & shift & goto options)
if "%~1"=="--run" (
    if "%~2"=="" (echo publish.cmd: --run needs a file 1>&2 & exit /b 1)
    set "script=%~2"
    shift
    shift
    goto arguments
)
findstr /b /c:"rem   " "%~f0" 1>&2
exit /b 2

:arguments
if "%~1"=="" goto options_done
set rest=!rest! %1
shift
goto arguments

:options_done
where dotnet >nul 2>nul || (echo publish.cmd: the .NET SDK 10 is missing; see https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
set "rid=win-x64"
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set "rid=win-arm64"
set "properties=-p:MiniScriptPublish=true -p:RuntimeIdentifier=%rid%"
if defined force if exist "%artifacts%" rmdir /s /q "%artifacts%"
if not exist "%artifacts%" mkdir "%artifacts%"

set "framework=net10.0"
dotnet restore "%root%src\MiniScript.Cli" --artifacts-path "%artifacts%" %properties% -p:MiniScriptFramework=net10.0 >"%log%" 2>&1
if not errorlevel 1 goto restored
findstr /c:"NU1101" "%log%" >nul || (type "%log%" 1>&2 & exit /b 1)
if not defined quiet echo The NativeAOT runtime pack of net10.0 cannot be restored here: building for net9.0, whose compiler package carries its runtime.
set "framework=net9.0"
dotnet restore "%root%src\MiniScript.Cli" --artifacts-path "%artifacts%" %properties% -p:MiniScriptFramework=net9.0 >"%log%" 2>&1 || (type "%log%" 1>&2 & exit /b 1)

:restored
dotnet publish "%root%src\MiniScript.Cli" -c Release --no-restore --artifacts-path "%artifacts%" -o "%root%dist" %properties% -p:MiniScriptFramework=%framework% -v q -nologo >"%log%" 2>&1
if errorlevel 1 (type "%log%" 1>&2 & exit /b 1)
for %%f in ("%binary%") do if not defined quiet echo %binary%: %%~zf bytes

if not defined script exit /b 0
"%binary%" "%script%" %rest%
exit /b %errorlevel%
