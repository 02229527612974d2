@echo off
rem Starts TL4J. Java: JAVA_HOME, else the one on PATH. Options for the JVM: TL_JAVA_OPTS.
setlocal
set "TL_JAVA=java"
if defined JAVA_HOME set "TL_JAVA=%JAVA_HOME%\bin\java.exe"
"%TL_JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo tl: Java 17 or newer is needed, found none; install a JDK or set JAVA_HOME 1>&2
    exit /b 1
)
rem Only the first line has the version alone: others name the virtual machine ("64-Bit") and its distribution.
"%TL_JAVA%" --version 2>nul | findstr /b /l /c:"openjdk " /c:"java " | findstr /r /c:" 1[7-9][-. ]" /c:" [2-9][0-9][-. ]" >nul
if errorlevel 1 (
    echo tl: Java 17 or newer is needed; set JAVA_HOME to a newer JDK 1>&2
    exit /b 1
)
rem Newer versions warn of what JavaCPP (native libraries) and Guice (Unsafe) do; older ones know no such options.
set "TL_QUIET="
"%TL_JAVA%" --version 2>nul | findstr /b /l /c:"openjdk " /c:"java " | findstr /r /c:" 2[2-9][-. ]" /c:" [3-9][0-9][-. ]" >nul
if not errorlevel 1 set "TL_QUIET=--enable-native-access=ALL-UNNAMED"
"%TL_JAVA%" --version 2>nul | findstr /b /l /c:"openjdk " /c:"java " | findstr /r /c:" 2[3-6][-. ]" >nul
if not errorlevel 1 set "TL_QUIET=%TL_QUIET% --sun-misc-unsafe-memory-access=allow"
rem Otherwise ONNX Runtime unpacks it at every start.
set "TL_NATIVES=%~dp0..\natives\ai\onnxruntime\native\win-x64"
set "TL_ONNXRUNTIME="
if exist "%TL_NATIVES%\onnxruntime.dll" set TL_ONNXRUNTIME="-Donnxruntime.native.path=%TL_NATIVES%"
rem Java refuses two garbage collectors.
set "TL_COLLECTOR=-XX:+UseSerialGC"
echo %TL_JAVA_OPTS% %JDK_JAVA_OPTIONS% %JAVA_TOOL_OPTIONS% | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC " >nul
if not errorlevel 1 set "TL_COLLECTOR="
"%TL_JAVA%" -XX:MaxRAMPercentage=25 -XX:MaxDirectMemorySize=8g %TL_COLLECTOR% -Dorg.bytedeco.javacpp.maxbytes=150%% -Dorg.bytedeco.javacpp.maxphysicalbytes=250%% -Dfile.encoding=UTF-8 %TL_ONNXRUNTIME% %TL_QUIET% %TL_JAVA_OPTS% -cp "%~dp0..\lib\*" org.tl4j.cli.Main %*
exit /b %errorlevel%
