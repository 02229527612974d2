package org.tl4j.dl4j.runtime;

import static java.util.stream.Collectors.toCollection;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;
import org.tl4j.core.error.EnvironmentException;

/**
 * Chooses among the builds of ND4J's processor library on the class path.
 *
 * <p>JavaCPP takes the first build in a fixed order of names, which considers neither the processor nor which build is
 * fastest. A property names the build, and JavaCPP reads it when any library first uses JavaCPP. So the name is put
 * into JavaCPP's live properties, where it takes effect even if OpenCV was loaded before.
 */
final class NativeLibrary {
    private static final String EXTENSION = "platform.extension";
    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final String CPU_BACKEND = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private NativeLibrary() {}

    static void choose(boolean oneDnn) {
        OptionalInt vectorLevel = Processor.vectorLevel();
        if (vectorLevel.isEmpty() || loaded().isPresent() || chosenByCaller()) {
            return;
        }
        // The property applies to all libraries: with CUDA it would hide the builds with cuDNN.
        if (onClassPath(CUDA_BACKEND)) {
            return;
        }
        Set<NativeVariant> present = Stream.of(NativeVariant.values())
                .filter(NativeLibrary::onClassPath)
                .collect(toCollection(() -> EnumSet.noneOf(NativeVariant.class)));
        // None: the library is outside the class path, or is missing, which ND4J will report.
        if (present.isEmpty()) {
            return;
        }
        NativeVariant best = NativeVariant.best(present, vectorLevel.getAsInt(), oneDnn)
                .orElseThrow(() -> new EnvironmentException(
                        "nd4j-native on the class path",
                        "must fit the processor, which has vector level " + vectorLevel.getAsInt(),
                        present.toString(),
                        "add nd4j-native with the classifier " + platform()));
        Loader.loadProperties().setProperty(EXTENSION, best.extension());
    }

    /** Platform and build of the library in use, for example {@code linux-x86_64-onednn-avx2}. */
    static Optional<String> loaded() {
        return Loader.getLoadedLibraries().entrySet().stream()
                .filter(library -> library.getKey().startsWith("jnind4j"))
                .map(Map.Entry::getValue)
                .map(file -> Path.of(file).getParent())
                .map(folder -> folder == null ? "" : String.valueOf(folder.getFileName()))
                .map(name -> name.startsWith(platform()) ? name : "unknown")
                .findFirst();
    }

    /** JavaCPP's name of operating system and processor family, for example {@code linux-x86_64}. */
    static String platform() {
        return Loader.getPlatform();
    }

    private static boolean chosenByCaller() {
        return System.getProperty("org.bytedeco.javacpp." + EXTENSION) != null
                || Loader.loadProperties().getProperty(EXTENSION) != null;
    }

    /**
     * Loads the CUDA libraries if there is no other backend. ND4J itself would print a stack trace, and then
     * lose the name of the missing library.
     *
     * @throws LinkageError if it cannot be loaded
     */
    static void requireDriver() {
        if (onClassPath(CUDA_BACKEND) && !onClassPath(CPU_BACKEND)) {
            try {
                Class.forName("org.bytedeco.cuda.global.cudart", true, ND4JClassLoading.getNd4jClassloader());
            } catch (ClassNotFoundException e) {
                throw new NoClassDefFoundError(e.getMessage());
            }
        }
    }

    /** Whether the Java part of a backend is on the class path. */
    static boolean backendOnClassPath() {
        return onClassPath(CPU_BACKEND) || onClassPath(CUDA_BACKEND);
    }

    /** Whether the Java part of the backend for graphics cards is on the class path. */
    static boolean cudaOnClassPath() {
        return onClassPath(CUDA_BACKEND);
    }

    private static boolean onClassPath(NativeVariant variant) {
        return onClassPath(FOLDER + platform() + variant.extension() + "/" + System.mapLibraryName("jnind4jcpu"));
    }

    private static boolean onClassPath(String resource) {
        return ND4JClassLoading.getNd4jClassloader().getResource(resource) != null;
    }
}
