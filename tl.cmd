@echo off
rem Runs TL4J from its sources: builds it once, then starts it. After a change of sources: tl.cmd --rebuild.
setlocal
set "TL_BUILT=%~dp0tl-cli\target\tl\bin\tl.cmd"
if "%~1"=="--rebuild" goto build
if exist "%TL_BUILT%" goto run
:build
echo tl: building; a first build on this machine downloads about 450 MB 1>&2
pushd "%~dp0"
call mvn -q -B -ntp -Dmaven.test.skip=true -pl tl-cli -am package 1>&2
if errorlevel 1 (
    popd
    echo tl: the build failed, see above 1>&2
    exit /b 1
)
popd
if "%~1"=="--rebuild" exit /b 0
:run
call "%TL_BUILT%" %*
exit /b %errorlevel%
