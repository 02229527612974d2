package org.tl4j.storage.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/** The catalogue files of imported networks, one each, named as the network. Thread-safe. */
public final class ImportedFolder {
    /** Digits of the digest in the name of a file of weights: two contents share them once in 2^48. */
    public static final int DIGITS = 12;

    /** What comes after the name of a network in the name of its weights: a regular expression. */
    public static final String WEIGHTS_SUFFIX = "-[0-9a-f]{" + DIGITS + "}\\.(safetensors|onnx)";

    private static final Logger LOG = LoggerFactory.getLogger(ImportedFolder.class);
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** A folder that need not exist; each call reads it again. */
    public ImportedFolder(Path folder) {
        this.folder = folder;
    }

    /** The file of a network, whether or not it is there. */
    public Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    /** The entries of all files, in the order of the file names. A damaged file is left out, with a warning once. */
    public List<BackboneEntry> entries() {
        List<BackboneEntry> entries = new ArrayList<>();
        for (Path file : files()) {
            try {
                entries.addAll(read(file).entries().values());
            } catch (UsageException e) {
                if (warned.add(e.getMessage())) {
                    LOG.warn("an imported network is left out: {}", e.getMessage());
                }
            }
        }
        return entries;
    }

    /**
     * The entry of a name, from the file of that name.
     *
     * @return a list of one, or an empty one
     * @throws UsageException if the file is damaged
     */
    public List<BackboneEntry> named(String name) {
        Path file = file(name);
        // its name as in the folder: a file system may ignore case
        return files().stream()
                .filter(file::equals)
                .flatMap(found -> read(found).entries().values().stream())
                .filter(entry -> entry.name().equals(name))
                .toList();
    }

    private static CatalogFile read(Path file) {
        try {
            return CatalogFile.read(file, DefaultBoundaries.NONE);
        } catch (UsageException e) {
            Problem problem = e.problem();
            throw new UsageException(
                    new Problem(problem.subject(), problem.rule(), problem.found(), CallerTerm.REPLACE_IMPORT.words()),
                    e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("imported networks", "must be in a readable folder", folder.toString(), "check it"), e);
        }
    }
}
