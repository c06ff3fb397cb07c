@echo off
rem Runs nn4j as bin/nn does where there is a shell.
rem Java: NN_JAVA_HOME, then ..\runtime, then JAVA_HOME, then the one on the PATH. JVM flags: NN_JAVA_OPTS.
rem Delayed expansion would take exclamation marks out of arguments, and call would expand percent signs once more.
setlocal EnableExtensions DisableDelayedExpansion
set NN_MIN_JAVA=17
for %%I in ("%~dp0..") do set "NN_ROOT=%%~fI"

set "NN_FROM=NN_JAVA_HOME"
set "NN_HOME=%NN_JAVA_HOME%"
if defined NN_HOME goto home
set "NN_FROM=the runtime of nn4j"
set "NN_HOME=%NN_ROOT%\runtime"
if exist "%NN_HOME%\bin\java.exe" goto home
set "NN_FROM=JAVA_HOME"
set "NN_HOME=%JAVA_HOME%"
if defined NN_HOME goto home
set "NN_FROM=the PATH"
set "NN_JAVA="
for %%I in (java.exe) do set "NN_JAVA=%%~$PATH:I"
if not defined NN_JAVA goto no_java
for %%I in ("%NN_JAVA%\..\..") do set "NN_HOME=%%~fI"
goto version

:home
set "NN_JAVA=%NN_HOME%\bin\java.exe"
if not exist "%NN_JAVA%" goto no_home

rem The feature version by the JDK's release file, or by java itself: a java.exe on the PATH may be a copy without one.
:version
set "NN_VERSION="
if exist "%NN_HOME%\release" for /f "usebackq tokens=1,2 delims==" %%A in ("%NN_HOME%\release") do if "%%A"=="JAVA_VERSION" set "NN_VERSION=%%~B"
if not defined NN_VERSION for /f "tokens=2,3" %%A in ('""%NN_JAVA%" -version 2>&1"') do if "%%A"=="version" set "NN_VERSION=%%~B"
if not defined NN_VERSION goto no_version
for /f "tokens=1,2 delims=.-+_" %%A in ("%NN_VERSION%") do set "NN_VERSION=%%A" & set "NN_SECOND=%%B"
if "%NN_VERSION%"=="1" set "NN_VERSION=%NN_SECOND%"
if %NN_VERSION% LSS %NN_MIN_JAVA% goto too_old

rem Why this collector, bin/nn says. A second one would be one too many. There is no archive of classes here: the JVM
rem ends with an error where it cannot write one.
set "NN_COLLECTOR=-XX:+UseSerialGC"
for %%V in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS NN_JAVA_OPTS _JAVA_OPTIONS) do if defined %%V call :flags %%V
"%NN_JAVA%" %NN_COLLECTOR% %NN_JAVA_OPTS% -jar "%NN_ROOT%\nn-cli.jar" %*
exit /b %ERRORLEVEL%

:flags
set %1|findstr /r /c:"-XX:[+-]Use[A-Za-z0-9]*GC" /c:"@" /c:"-XX:Flags=" /c:"-XX:VMOptionsFile=" >nul && set "NN_COLLECTOR="
exit /b 0

:no_java
>&2 echo nn: no Java %NN_MIN_JAVA% or newer found; set NN_JAVA_HOME to the folder of one
exit /b 1

:no_home
>&2 echo nn: %NN_FROM% is "%NN_HOME%", where there is no bin\java.exe
exit /b 1

:no_version
>&2 echo nn: %NN_FROM% is "%NN_HOME%", whose Java does not tell its version
exit /b 1

:too_old
>&2 echo nn: nn4j needs Java %NN_MIN_JAVA% or newer, but %NN_FROM% is "%NN_HOME%", Java %NN_VERSION%
exit /b 1
