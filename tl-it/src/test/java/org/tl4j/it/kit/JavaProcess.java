package org.tl4j.it.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another virtual machine with the class path of the tests, as small as a build machine needs. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * A process to be started.
     *
     * @param home the cache folder that TL4J has in it
     * @param extraClasses a folder of classes beside those of the tests
     */
    public static ProcessBuilder of(Path home, List<Path> extraClasses, String main, List<String> arguments)
            throws IOException {
        List<String> classPath = new ArrayList<>();
        extraClasses.forEach(folder -> classPath.add(folder.toString()));
        classPath.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g",
                "-Dfile.encoding=UTF-8",
                "-Dtl.fixtures=" + System.getProperty("tl.fixtures", "")));
        command.addAll(quiet(Runtime.version().feature()));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TL_") && !name.equals("TL_FIXTURES"));
        builder.environment().put("TL_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** As the launcher starts newer versions, which else warn of native libraries and of Unsafe. */
    private static List<String> quiet(int version) {
        List<String> options = new ArrayList<>();
        if (version >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= 23 && version <= 26) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
