@echo off
rem The command line of Jobdeck, on Equinox. Needs a Java 25 in JAVA_HOME or on the PATH; builds nothing.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "AREAS=%LOCALAPPDATA%\jobdeck\headless"
for %%f in ("%~dp0plugins\org.eclipse.equinox.launcher_*.jar") do set "L=%%~f"
"%JAVA%" --enable-native-access=ALL-UNNAMED "-Dosgi.sharedConfiguration.area=%~dp0configuration" -Dosgi.configuration.cascaded=true -jar "%L%" -nosplash -configuration "%AREAS%\configuration" -data "%AREAS%\workspace" %*
exit /b %ERRORLEVEL%
