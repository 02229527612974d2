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
 * <p>JavaCPP takes the first that it finds in a fixed order of names, which looks neither at the processor nor at what is
 * fastest. The build is named by a property that JavaCPP reads when it is first used, by whatever library: so it is put
 * into the properties that JavaCPP keeps, where it counts even if OpenCV was loaded before.
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
        // The property is one for all libraries: on a graphics card it would hide the builds with cuDNN.
        if (onClassPath(CUDA_BACKEND)) {
            return;
        }
        Set<NativeVariant> present = Stream.of(NativeVariant.values())
                .filter(NativeLibrary::onClassPath)
                .collect(toCollection(() -> EnumSet.noneOf(NativeVariant.class)));
        // None: the library lies outside the class path, or is missing, which ND4J will tell.
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
     * Loads what a graphics card needs, where there is no other backend. ND4J would print the trace of its failure itself, and then
     * forget which library is missing.
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

    /** Whether the Java part of a backend is there. */
    static boolean backendOnClassPath() {
        return onClassPath(CPU_BACKEND) || onClassPath(CUDA_BACKEND);
    }

    private static boolean onClassPath(NativeVariant variant) {
        return onClassPath(FOLDER + platform() + variant.extension() + "/" + System.mapLibraryName("jnind4jcpu"));
    }

    private static boolean onClassPath(String resource) {
        return ND4JClassLoading.getNd4jClassloader().getResource(resource) != null;
    }
}
