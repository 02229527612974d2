package org.tl4j.dl4j.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;

/**
 * The folder into which JavaCPP unpacks native libraries, once per version, shared by all programs of a user that use
 * JavaCPP. Stateless and thread-safe.
 */
public final class NativeCache {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    private NativeCache() {}

    /** The path of the folder, whether it exists or not. */
    public static Path path() {
        try {
            return Loader.getCacheDir().toPath();
        } catch (IOException e) {
            // thrown if none of the folders that JavaCPP tries is writable
            return Path.of(System.getProperty(PROPERTY, System.getProperty("user.home") + "/.javacpp/cache"));
        }
    }

    /** The free space of its disk in bytes. */
    static long usableBytes() {
        return path().toFile().getUsableSpace();
    }

    /** The size of its content in bytes; files that disappear in the meantime are ignored. */
    public static long bytes() {
        return bytes(path());
    }

    static long bytes(Path folder) {
        long sum = 0;
        for (Path jar : jars(folder)) {
            sum += size(jar);
        }
        return sum;
    }

    /**
     * Deletes the unpacked libraries; they are unpacked again when needed. Running programs keep the libraries they have
     * loaded, if the operating system permits deleting an open file.
     *
     * @throws EnvironmentException if it cannot be deleted
     */
    public static void clear() {
        clear(path());
    }

    static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        // JavaCPP locks this file while it unpacks
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            for (Path jar : jars(folder)) {
                delete(jar);
            }
            lock.release();
        } catch (IOException e) {
            throw problem("must be deletable, and no other program may use it", e);
        }
    }

    /** The folders named like jars: only these belong to JavaCPP, whatever the path of the cache is set to. */
    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return jars;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : found) {
                if (Files.isDirectory(jar)) {
                    jars.add(jar);
                }
            }
        } catch (IOException e) {
            throw problem("must be readable", e);
        }
        return jars;
    }

    private static long size(Path jar) {
        long[] sum = {0};
        walk(jar, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }

    private static void delete(Path jar) {
        walk(jar, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path jar, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(jar, visitor);
        } catch (IOException e) {
            throw problem("must be deletable, and no other program may use it", e);
        }
    }

    private static EnvironmentException problem(String rule, IOException cause) {
        Problem problem = new Problem(
                "the folder " + path() + ", where JavaCPP unpacks native libraries,",
                rule,
                String.valueOf(cause.getMessage()),
                "check its permissions");
        return new EnvironmentException(problem, cause);
    }
}
