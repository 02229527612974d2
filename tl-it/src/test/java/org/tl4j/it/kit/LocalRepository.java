package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven as {@code mvn install} leaves it, made in a folder of its own: links to everything that the
 * repository of this build has, and this build's modules as files. Nothing is installed where it stays.
 */
public final class LocalRepository {
    private static final String OURS = "tl4j";

    private final Path folder;
    private final String version;

    private LocalRepository(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Links and copies.
     *
     * @param original the repository that this build resolves from
     * @param folder where the other one is made; it is not there yet
     * @param version of this build
     * @param modules to be found in it, poms included
     */
    public static LocalRepository of(Path original, Path folder, String version, List<String> modules)
            throws IOException {
        Files.createDirectories(folder.resolve("org"));
        link(original, folder, "org");
        link(original.resolve("org"), folder.resolve("org"), OURS);
        LocalRepository repository = new LocalRepository(folder, version);
        Path root = Repository.root();
        repository.add("tl4j-parent", version, root.resolve("pom.xml"), "pom");
        for (String module : modules) {
            repository.add(module, version, root.resolve(module).resolve("pom.xml"), "pom");
            Path jar = root.resolve(module).resolve("target/" + module + "-" + version + ".jar");
            if (Files.exists(root.resolve(module).resolve("src/main"))) {
                repository.add(module, version, jar, "jar");
            }
        }
        return repository;
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Adds a POM of a library {@code org.tl4j:NAME:1} that exists for a test only. */
    public void addPom(String name, String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, name, ".pom"), text);
        add(name, "1", file, "pom");
    }

    private void add(String module, String moduleVersion, Path file, String extension) throws IOException {
        Path target = folder.resolve(Path.of("org", OURS, module, moduleVersion));
        Files.createDirectories(target);
        Files.copy(file, target.resolve(module + "-" + moduleVersion + "." + extension));
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!child.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(child.getFileName()), child);
                }
            }
        }
    }

    @Override
    public String toString() {
        return folder + " with " + version;
    }
}
