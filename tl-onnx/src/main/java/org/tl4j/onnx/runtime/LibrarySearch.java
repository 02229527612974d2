package org.tl4j.onnx.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds libraries by name where the dynamic linker of the system does. */
final class LibrarySearch {
    private static final Path LINKER_CACHE = Path.of("/etc/ld.so.cache");
    private static final List<String> LINUX_FOLDERS =
            List.of("/lib64", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib");

    private final List<Path> folders;
    private final String linkerCache;

    /**
     * A search.
     *
     * @param folders in any order
     * @param linkerCache a file in the format of {@code /etc/ld.so.cache}; need not exist
     */
    LibrarySearch(List<Path> folders, Path linkerCache) {
        this.folders = List.copyOf(folders);
        this.linkerCache = text(linkerCache);
    }

    /** Where the linker of this process looks. */
    static LibrarySearch of(Map<String, String> environment, boolean onWindows) {
        List<String> places = new ArrayList<>();
        if (onWindows) {
            places.addAll(split(environment.getOrDefault("PATH", environment.getOrDefault("Path", ""))));
            places.add(environment.getOrDefault("SystemRoot", "C:\\Windows") + "\\System32");
        } else {
            places.addAll(split(environment.getOrDefault("LD_LIBRARY_PATH", "")));
            places.addAll(LINUX_FOLDERS);
        }
        return new LibrarySearch(places.stream().flatMap(LibrarySearch::path).toList(), LINKER_CACHE);
    }

    /** Whether a library of this name is found. */
    boolean finds(String name) {
        // the cache lists absolute paths, each with a zero at its end
        return linkerCache.contains("/" + name + "\0")
                || folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name)));
    }

    private static List<String> split(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(part -> !part.isBlank())
                .toList();
    }

    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) { // quotes and the like, which the linker does not find either
            return Stream.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) { // absent or not readable: what it would list counts as not found
            return "";
        }
    }
}
