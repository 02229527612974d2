package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.StaleTempFiles;

/**
 * Looks at the chosen file, then in a mirror that is a folder, then in the cache, and at last fetches the file into the
 * cache, from a mirror on the web or from its own address. What the catalogue gives no digest of is trusted on first use:
 * its digest is recorded in the cache, and must be the same ever after. Thread-safe, and safe beside other processes.
 */
public final class LocalWeightsLocator implements WeightsLocator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWeightsLocator.class);
    private static final String REMEDY =
            CallerTerm.NAME_WEIGHTS.words() + ", or set TL_MIRROR to a folder or address that has them";

    private final Path cache;
    private final Optional<String> mirror;
    private final NetworkSettings network;
    private final Fetch fetch;

    /**
     * A locator; nothing is touched before the first use.
     *
     * @param cache where fetched files are kept, made when it is needed
     * @param mirror a folder, a {@code file:} or an {@code http(s):} address
     * @param network how to reach the web, if at all
     */
    public LocalWeightsLocator(Path cache, Optional<String> mirror, NetworkSettings network) {
        this(cache, mirror, network, Download.Patience.USUAL);
    }

    LocalWeightsLocator(Path cache, Optional<String> mirror, NetworkSettings network, Download.Patience patience) {
        this.cache = cache;
        this.mirror = mirror;
        this.network = network;
        this.fetch = new Fetch(network, patience);
    }

    /**
     * {@inheritDoc}
     *
     * @throws WeightsException also if it cannot be fetched
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     * @throws org.tl4j.core.error.EnvironmentException if a fetched file cannot be kept
     */
    @Override
    public Path locate(WeightsSource source, Optional<Path> chosen) {
        return chosen.map(ChosenFile::checked)
                .or(() -> present(source).map(file -> trusted(source, file)))
                .orElseGet(() -> fetched(source, cache.resolve(source.fileName()), Progress.NONE));
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     */
    @Override
    public Optional<Path> present(WeightsSource source) {
        return folders().stream()
                .map(folder -> folder.resolve(source.fileName()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public Path fetch(WeightsSource source, Optional<Path> folder, Progress progress) {
        if (folder.isEmpty() && present(source).isPresent()) {
            return locate(source, Optional.empty());
        }
        Path target = folder.orElse(cache).resolve(source.fileName());
        if (Files.isRegularFile(target)) {
            return trusted(source, target);
        }
        Optional<Path> here = present(source).map(file -> trusted(source, file));
        if (here.isPresent()) {
            AtomicFile.write(target, channel -> copy(here.get(), channel));
            RecordedChecksum.write(target, CheckSums.of(target).sha256());
            return target;
        }
        return fetched(source, target, progress);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     */
    @Override
    public List<String> addresses(WeightsSource source) {
        return addressesOf(source).stream().map(Redaction::address).toList();
    }

    @Override
    public Optional<Digest> expected(WeightsSource source) {
        return source.sha256()
                .or(() -> present(source)
                        .flatMap(file -> recorded(file).stream().findFirst().map(RecordedChecksum::sha256)));
    }

    /**
     * The folder that a mirror is; empty where it is an address on the web.
     *
     * @throws org.tl4j.core.error.UsageException if it is neither
     */
    public static Optional<Path> folder(String mirror) {
        return Mirror.parse(mirror) instanceof Mirror.Folder folder ? Optional.of(folder.path()) : Optional.empty();
    }

    private static void copy(Path from, FileChannel to) throws IOException {
        try (FileChannel content = FileChannel.open(from, StandardOpenOption.READ)) {
            for (long done = 0; done < content.size(); ) {
                done += content.transferTo(done, content.size() - done, to);
            }
        }
    }

    private List<Path> folders() {
        return mirror.map(Mirror::parse).orElse(null) instanceof Mirror.Folder folder
                ? List.of(folder.path(), cache)
                : List.of(cache);
    }

    /**
     * Our own first. The one beside the file may come from a mirror, which can replace a file and its record together, so
     * that it never stands for ours.
     */
    private List<RecordedChecksum> recorded(Path file) {
        return Stream.of(inCache(file), file)
                .distinct()
                .flatMap(one -> RecordedChecksum.of(one).stream())
                .toList();
    }

    private Path inCache(Path file) {
        return cache.resolve(file.getFileName());
    }

    private Path trusted(WeightsSource source, Path file) {
        CheckSums sums = CheckSums.of(file);
        List<RecordedChecksum> records = recorded(file);
        sums.check(file.toString(), source, records);
        if (source.sha256().isEmpty() && RecordedChecksum.of(inCache(file)).isEmpty()) {
            record(inCache(file), sums.sha256(), records);
        }
        return file;
    }

    /** A cache that is read-only is no obstacle where there is another record. */
    private static void record(Path cached, Digest sha256, List<RecordedChecksum> others) {
        try {
            RecordedChecksum.write(cached, sha256);
        } catch (EnvironmentException e) {
            if (others.isEmpty()) {
                throw e;
            }
            LOG.warn("the digest of {} cannot be kept in the cache, and only the mirror vouches for it", cached, e);
        }
    }

    private Path fetched(WeightsSource source, Path target, Progress progress) {
        List<URI> addresses = addressesOf(source);
        if (addresses.isEmpty()) {
            throw new WeightsException(
                    source.fileName(), "must be in one of " + folders(), "it in none of them", REMEDY);
        }
        if (network.offline()) {
            throw new WeightsException(
                    source.fileName(),
                    "must be in one of " + folders() + " when " + CallerTerm.OFFLINE.words(),
                    "it in none of them",
                    "fetch " + Redaction.address(addresses.get(0)) + " " + CallerTerm.FETCH_ELSEWHERE.words()
                            + ", copy it here under this name and set TL_MIRROR to its folder, or "
                            + CallerTerm.NAME_WEIGHTS.words());
        }
        StaleTempFiles.delete(target.toAbsolutePath().resolveSibling(""), Instant.now());
        fetch.run(source, addresses, target, progress);
        return target;
    }

    private List<URI> addressesOf(WeightsSource source) {
        List<URI> addresses = new ArrayList<>();
        if (mirror.map(Mirror::parse).orElse(null) instanceof Mirror.Web web) {
            try {
                addresses.add(web.file(source.fileName()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException("a plain name can always be part of an address", e);
            }
        }
        source.address().ifPresent(addresses::add);
        return addresses;
    }
}
