@echo off
rem Starts Jobdeck: the window for no argument, "desktop", "demo" and "bench desktop", the command line for everything else.
rem Needs a Java 25 in JAVA_HOME or on the PATH; builds nothing.
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "APPLICATION=org.jobdeck.ui.app"
set "OPTIONS=--enable-native-access=ALL-UNNAMED"
if "%~1"=="" goto window
if /i "%~1"=="desktop" goto window
if /i "%~1 %~2"=="bench desktop" set "APPLICATION=org.jobdeck.ui.bench.app"
if /i "%~1 %~2"=="bench desktop" goto window
if /i not "%~1"=="demo" goto command
for %%a in (%*) do if "%%~a"=="--headless" goto command
:window
set "AREAS=%LOCALAPPDATA%\jobdeck\desktop"
for %%f in ("%HERE%plugins\org.eclipse.equinox.launcher_*.jar") do set "L=%%~f"
"%JAVA%" %OPTIONS% -Declipse.e4.inject.javax.disabled=true "-Dosgi.sharedConfiguration.area=%HERE%configuration" -Dosgi.configuration.cascaded=true -jar "%L%" -nosplash -application %APPLICATION% -configuration "%AREAS%\configuration" -data "%AREAS%\workspace" %*
exit /b %ERRORLEVEL%
:command
setlocal enabledelayedexpansion
set "CP="
for %%f in ("%HERE%plugins\org.jobdeck.*.jar" "%HERE%plugins\picocli_*.jar" "%HERE%plugins\org.jline_*.jar") do set "CP=!CP!%%~f;"
endlocal & set "CP=%CP%"
"%JAVA%" %OPTIONS% -cp "%CP%" org.jobdeck.cli.Main %*
exit /b %ERRORLEVEL%
