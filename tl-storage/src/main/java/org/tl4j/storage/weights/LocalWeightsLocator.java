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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.StaleTempFiles;

/**
 * Looks for the chosen file, then in a mirror that is a folder, then in the cache, and finally fetches the file into
 * the cache, from a mirror on the web or from its own address. A file without a digest in the catalogue is trusted on
 * first use: its digest is recorded in the cache, and must be the same from then on. Thread-safe, and safe beside other
 * processes.
 */
public final class LocalWeightsLocator implements WeightsLocator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWeightsLocator.class);
    private static final String REMEDY =
            CallerTerm.NAME_WEIGHTS.words() + ", or set TL_MIRROR to a folder or address that has them";

    private final Path cache;
    private final Optional<String> mirror;
    private final NetworkSettings network;
    private final Fetch fetch;

    /** A locator of safetensors files. */
    LocalWeightsLocator(Path cache, Optional<String> mirror, NetworkSettings network) {
        this(cache, mirror, network, List::of);
    }

    /**
     * A locator; nothing is touched before the first use.
     *
     * @param cache where fetched files are kept, made when it is needed
     * @param mirror a folder, a {@code file:} or an {@code http(s):} address
     * @param network access to the web, if allowed
     * @param kinds of files that may be fetched, beside safetensors; requested after a file has been fetched
     */
    public LocalWeightsLocator(
            Path cache, Optional<String> mirror, NetworkSettings network, Supplier<List<WeightsKind>> kinds) {
        this(cache, mirror, network, kinds, Download.Patience.USUAL);
    }

    LocalWeightsLocator(
            Path cache,
            Optional<String> mirror,
            NetworkSettings network,
            Supplier<List<WeightsKind>> kinds,
            Download.Patience patience) {
        this.cache = cache;
        this.mirror = mirror;
        this.network = network;
        this.fetch = new Fetch(network, patience, new WeightsKinds(kinds));
    }

    /**
     * {@inheritDoc}
     *
     * @throws WeightsException also if it cannot be fetched
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     * @throws org.tl4j.core.error.EnvironmentException if a fetched file cannot be kept
     */
    @Override
    public LocatedWeights locate(WeightsSource source, Optional<Path> chosen) {
        if (chosen.isPresent()) {
            return all(source, file -> ChosenFile.located(beside(chosen.get(), source, file)));
        }
        return source.embedded() ? EmbeddedWeights.of(source) : all(source, this::located);
    }

    private static Path beside(Path chosen, WeightsSource source, WeightsFile file) {
        return file.equals(source.main()) ? chosen : chosen.resolveSibling(file.fileName());
    }

    private LocatedFile located(WeightsFile file) {
        return present(file)
                .map(path -> trusted(file, path))
                .orElseGet(() -> fetched(file, cache.resolve(file.fileName()), Progress.NONE));
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     */
    @Override
    public List<WeightsContent> present(WeightsSource source) {
        if (source.embedded()) {
            return EmbeddedWeights.of(source).contents();
        }
        List<WeightsContent> contents = source.files().stream()
                .flatMap(file -> present(file).stream())
                .<WeightsContent>map(WeightsContent.OnDisk::new)
                .toList();
        return contents.size() == source.files().size() ? contents : List.of();
    }

    private Optional<Path> present(WeightsFile file) {
        return folders().stream()
                .map(folder -> folder.resolve(file.fileName()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public LocatedWeights fetch(WeightsSource source, Optional<Path> folder, Progress progress) {
        return all(source, file -> fetch(file, folder, progress));
    }

    private LocatedFile fetch(WeightsFile file, Optional<Path> folder, Progress progress) {
        Optional<Path> here = present(file);
        if (folder.isEmpty() && here.isPresent()) {
            return trusted(file, here.get());
        }
        Path target = folder.orElse(cache).resolve(file.fileName());
        if (Files.isRegularFile(target)) {
            return trusted(file, target);
        }
        if (here.isPresent()) {
            LocatedFile original = trusted(file, here.get());
            AtomicFile.write(target, channel -> copy(original.path(), channel));
            // of the copy, since the original may have changed after it was checked
            CheckSums sums = CheckSums.of(target);
            RecordedChecksum.write(target, sums.sha256());
            return new LocatedFile(target, sums.sha256());
        }
        return fetched(file, target, progress);
    }

    private static LocatedWeights all(WeightsSource source, Function<WeightsFile, LocatedFile> locate) {
        return LocatedFile.all(source, source.files().stream().map(locate).toList());
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.UsageException if the mirror is neither a folder nor an address
     */
    @Override
    public List<String> addresses(WeightsSource source) {
        List<List<URI>> addresses =
                source.files().stream().map(this::addressesOf).toList();
        return addresses.stream().anyMatch(List::isEmpty)
                ? List.of()
                : addresses.stream()
                        .flatMap(List::stream)
                        .map(Redaction::address)
                        .toList();
    }

    @Override
    public Optional<Digest> expected(WeightsSource source) {
        List<Digest> digests =
                source.files().stream().flatMap(file -> expected(file).stream()).toList();
        return digests.size() == source.files().size()
                ? Optional.of(LocatedWeights.digest(
                        source.files().stream().map(WeightsFile::fileName).toList(), digests))
                : Optional.empty();
    }

    private Optional<Digest> expected(WeightsFile source) {
        return source.sha256()
                .or(() -> present(source)
                        .flatMap(file -> recorded(file).stream().findFirst().map(RecordedChecksum::sha256)));
    }

    /**
     * The folder of a mirror; empty if it is an address on the web.
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
     * The record in the cache comes first. The record beside the file may come from a mirror, which can replace a file
     * and its record together, so it never replaces ours.
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

    private LocatedFile trusted(WeightsFile source, Path file) {
        CheckSums sums = CheckSums.of(file);
        List<RecordedChecksum> records = recorded(file);
        sums.check(file.toString(), source, records);
        if (source.sha256().isEmpty() && RecordedChecksum.of(inCache(file)).isEmpty()) {
            record(inCache(file), sums.sha256(), records);
        }
        return new LocatedFile(file, sums.sha256());
    }

    /** A read-only cache is allowed if there is another record. */
    private static void record(Path cached, Digest sha256, List<RecordedChecksum> others) {
        try {
            RecordedChecksum.write(cached, sha256);
        } catch (EnvironmentException e) {
            if (others.isEmpty()) {
                throw e;
            }
            LOG.warn("the digest of {} cannot be recorded in the cache, only the mirror confirms it", cached, e);
        }
    }

    private LocatedFile fetched(WeightsFile source, Path target, Progress progress) {
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
        return fetch.run(source, addresses, target, progress)
                .map(digest -> new LocatedFile(target, digest))
                .orElseGet(() -> trusted(source, target));
    }

    private List<URI> addressesOf(WeightsFile source) {
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
