package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven as {@code mvn install} leaves it, made in a folder of its own: links to everything that the
 * repository of this build has, and this build's modules as files. Nothing of ours is installed where it would stay.
 *
 * @param original the repository that this build resolves from
 * @param folder where this one is
 */
public record LocalRepository(Path original, Path folder) {
    private static final String GROUP = "org";
    private static final String OURS = "tl4j";

    /**
     * Links and copies.
     *
     * @param version of this build
     * @param modules to be found in it, poms included
     */
    public static LocalRepository make(Path original, Path folder, String version, List<String> modules)
            throws IOException {
        LocalRepository repository = new LocalRepository(original, folder);
        Files.createDirectories(folder.resolve(GROUP));
        link(original, folder, GROUP);
        link(original.resolve(GROUP), folder.resolve(GROUP), OURS);
        Path root = Repository.root();
        repository.add("tl4j-parent", version, "pom", Files.readAllBytes(root.resolve("pom.xml")));
        for (String module : modules) {
            Path sources = root.resolve(module);
            repository.add(module, version, "pom", Files.readAllBytes(sources.resolve("pom.xml")));
            if (Files.exists(sources.resolve("src/main"))) {
                Path jar = sources.resolve("target/" + module + "-" + version + ".jar");
                repository.add(module, version, "jar", Files.readAllBytes(jar));
            }
        }
        return repository;
    }

    /** The same with all that the BOM offers to applications of processors, the BOM itself included. */
    public static LocalRepository ofLibraries(Path folder) throws Exception {
        Path original = Path.of(MavenBuild.property("tl.maven.repository"));
        List<CodeModule> libraries = CodeModule.libraries();
        Stream<String> poms = Stream.of("tl-bom", "tl-natives-cpu");
        return make(
                original,
                folder,
                libraries.get(0).version(),
                Stream.concat(poms, libraries.stream().map(CodeModule::name)).toList());
    }

    /** Adds a file of {@code org.tl4j:NAME}. */
    public void add(String name, String version, String extension, byte[] content) throws IOException {
        Path target = folder.resolve(Path.of(GROUP, OURS, name, version));
        Files.createDirectories(target);
        Files.write(target.resolve(name + "-" + version + "." + extension), content);
    }

    /** Copies what Maven fetched beside the links to the original, so that the next build needs no network for it. */
    public void keepDownloads() throws IOException {
        copyNew(folder, GROUP);
        copyNew(folder.resolve(GROUP), OURS);
    }

    private void copyNew(Path base, String except) throws IOException {
        for (Path child : children(base)) {
            if (Files.isSymbolicLink(child) || child.getFileName().toString().equals(except)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(child)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = original.resolve(folder.relativize(file));
                    Files.createDirectories(target.getParent());
                    if (!Files.exists(target)) {
                        Files.copy(file, target);
                    }
                }
            }
        }
    }

    private static void link(Path from, Path to, String except) throws IOException {
        for (Path child : children(from)) {
            if (!child.getFileName().toString().equals(except)) {
                Files.createSymbolicLink(to.resolve(child.getFileName()), child);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
