package org.tl4j.storage.weights;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsLocator;

/**
 * Looks at the chosen file, then in a mirror that is a folder, then in the cache, and at last fetches the file from a mirror
 * on the web into the cache. Thread-safe; two processes that fetch one file both do so, and the last one's stays.
 */
public final class LocalWeightsLocator implements WeightsLocator {
    private static final String REMEDY =
            "bring the file with --weights FILE, or set TL_MIRROR to a folder or address that has it";

    private final Path cache;
    private final Optional<String> mirror;

    /**
     * A locator; nothing is touched before the first use.
     *
     * @param cache where fetched files are kept, made when it is needed
     * @param mirror a folder, a {@code file:} or an {@code http(s):} address
     */
    public LocalWeightsLocator(Path cache, Optional<String> mirror) {
        this.cache = cache;
        this.mirror = mirror;
    }

    /**
     * {@inheritDoc}
     *
     * @throws WeightsException also if it cannot be fetched
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     * @throws org.tl4j.core.error.EnvironmentException if a fetched file cannot be kept
     */
    @Override
    public Path locate(String fileName, Optional<Path> chosen) {
        if (chosen.isPresent()) {
            return checked(chosen.get());
        }
        Optional<Mirror> place = mirror.map(Mirror::parse);
        List<Path> candidates = candidates(fileName, place);
        Optional<Path> present =
                candidates.stream().filter(Files::isRegularFile).findFirst();
        if (present.isPresent()) {
            return present.get();
        }
        if (place.orElse(null) instanceof Mirror.Web web) {
            return fetched(web, fileName, cache.resolve(fileName));
        }
        throw new WeightsException(fileName, "must be in one of " + folders(candidates), "it in none of them", REMEDY);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     */
    @Override
    public boolean isPresent(String fileName) {
        return candidates(fileName, mirror.map(Mirror::parse)).stream().anyMatch(Files::isRegularFile);
    }

    private List<Path> candidates(String fileName, Optional<Mirror> place) {
        if (!fileName.matches("[^/\\\\:]+") || fileName.startsWith(".")) {
            throw new WeightsException("weights file name", "must be a plain name", fileName, "");
        }
        List<Path> candidates = new ArrayList<>();
        if (place.orElse(null) instanceof Mirror.Folder folder) {
            candidates.add(folder.path().resolve(fileName));
        }
        candidates.add(cache.resolve(fileName));
        return candidates;
    }

    private static List<Path> folders(List<Path> files) {
        return files.stream().map(Path::getParent).toList();
    }

    private static Path fetched(Mirror.Web web, String fileName, Path target) {
        try {
            new Download(web.file(fileName), target, Download.STALL).run();
            return target;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a plain name can always be part of an address", e);
        }
    }

    private static Path checked(Path chosen) {
        if (!Files.exists(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be a file of weights", "no such file", "check the path");
        }
        if (!Files.isRegularFile(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be a file of weights", "a folder or a device", "name the file in it");
        }
        if (!Files.isReadable(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be readable", "no permission", "change its permissions");
        }
        return chosen;
    }
}
