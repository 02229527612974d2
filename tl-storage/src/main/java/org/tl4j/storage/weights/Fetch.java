package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.LockFile;

/**
 * Fetches a file from the web. It appears at its path only when it is complete, matches the catalogue, and has the
 * format that its name says, so that the error page of a proxy is never stored as weights.
 */
final class Fetch {
    private final NetworkSettings network;
    private final Download.Patience patience;
    private final WeightsKinds kinds;

    /**
     * @param network access to the web
     * @param patience how often to try, and how long to wait
     * @param kinds the kinds of files that are accepted
     */
    Fetch(NetworkSettings network, Download.Patience patience, WeightsKinds kinds) {
        this.network = network;
        this.patience = patience;
        this.kinds = kinds;
    }

    /**
     * Fetches from the first address that has the file, unless another process has done it meanwhile.
     *
     * @return the digest of what was fetched; empty where another process has done it
     * @throws WeightsException if no address has it, or the fetched file is not valid
     */
    @SuppressWarnings("try") // the lock is only held
    Optional<Digest> run(WeightsFile source, List<URI> addresses, Path target, Progress progress) {
        try (LockFile lock = FetchLock.take(target)) {
            return Files.isRegularFile(target)
                    ? Optional.empty()
                    : Optional.of(transfer(source, addresses, target, progress));
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(target, e));
        }
    }

    private Digest transfer(WeightsFile source, List<URI> addresses, Path target, Progress progress)
            throws IOException {
        WeightsKind kind = kinds.of(source.fileName()); // before megabytes that nothing here opens are transferred
        PartialFile partial = new PartialFile(target);
        Web web = Web.of(network);
        Length length = Length.of(source, network);
        for (URI address : addresses) {
            if (new Download(web, address, length, partial, patience, progress).run()) {
                return keep(source, kind, Redaction.address(address), partial);
            }
        }
        throw new WeightsException(
                source.fileName(),
                "must be at "
                        + String.join(
                                " or ",
                                addresses.stream().map(Redaction::address).toList()),
                "status 404",
                "check TL_MIRROR, or " + CallerTerm.NAME_WEIGHTS.words());
    }

    private Digest keep(WeightsFile source, WeightsKind kind, String address, PartialFile partial) throws IOException {
        Path target = partial.target();
        CheckSums sums = CheckSums.of(partial.content());
        try {
            check(address, kind, partial.content());
            sums.check(address, source, RecordedChecksum.of(target).stream().toList());
        } catch (WeightsException e) {
            partial.delete();
            throw e;
        }
        if (source.sha256().isEmpty()) {
            RecordedChecksum.write(target, sums.sha256());
        }
        Files.move(partial.content(), target, StandardCopyOption.ATOMIC_MOVE);
        partial.delete();
        return sums.sha256();
    }

    private static void check(String address, WeightsKind kind, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            kind.check(file);
            channel.force(true);
        } catch (WeightsException e) {
            Problem found = e.problem();
            throw new WeightsException(
                    new Problem(
                            address,
                            "must send a weights file",
                            "no weights file: "
                                    + new Problem(found.subject(), found.rule(), found.found(), "").message(),
                            Download.REMEDY),
                    e);
        }
    }
}
