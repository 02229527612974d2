package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * Transfers one file: a broken transfer is tried again and resumed where it broke off, if the server supports ranges
 * and the file is still the same. No other process may write to the partial file during the transfer.
 */
final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int PROXY_UNAUTHORIZED = 407;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SERVER_ERROR = 500;
    private static final int LAST_STATUS = 599;
    /** Timeout, and too many requests: the server may succeed later. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    /** The remedy for most failures of a server. */
    static final String REMEDY = "check TL_MIRROR and the network, or " + CallerTerm.NAME_WEIGHTS.words();

    private final Web web;
    private final URI address;
    private final Length length;
    private final PartialFile partial;
    private final Patience patience;
    private final Progress progress;

    /**
     * @param web access to the web
     * @param address the address of the file
     * @param length the allowed length
     * @param partial the partial file
     * @param patience how often to try, and how long to wait
     * @param progress receives the number of bytes
     */
    Download(Web web, URI address, Length length, PartialFile partial, Patience patience, Progress progress) {
        this.web = web;
        this.address = address;
        this.length = length;
        this.partial = partial;
        this.patience = patience;
        this.progress = progress;
    }

    /** HTTP status codes. */
    private enum Outcome {
        DONE,
        ABSENT,
        AGAIN
    }

    /**
     * How often a transfer is tried, and how long to wait.
     *
     * @param attempts at least 1
     * @param pause before the second attempt; each further one waits twice as long
     * @param stall how long next to nothing, less than 50 bytes a second, may come before the transfer counts as broken;
     *     and over five times as long less than 1 KB a second
     */
    record Patience(int attempts, Duration pause, Duration stall) {
        /** Longer than a working connection needs. */
        static final Patience USUAL = new Patience(4, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    /**
     * Transfers the whole file.
     *
     * @return whether the server has the file
     * @throws WeightsException if the server refuses, or every attempt breaks off
     */
    boolean run() {
        for (int attempt = 1; ; attempt++) {
            try {
                Outcome outcome = transfer();
                if (outcome != Outcome.AGAIN) {
                    return outcome == Outcome.DONE;
                }
            } catch (IOException e) {
                if (attempt == patience.attempts()) {
                    throw broken(e);
                }
                LOG.info("{} is tried again", Redaction.address(address), e);
            } catch (InterruptedException e) {
                throw FetchLock.interrupted(Redaction.address(address), e);
            }
            if (attempt == patience.attempts()) {
                throw broken(new IOException("no proof that the rest is of the same file"));
            }
            pause(attempt);
        }
    }

    private Outcome transfer() throws IOException, InterruptedException {
        PartialFile.Resumption have = partial.resumption(address);
        Map<String, String> headers =
                have.bytes() > 0 ? Map.of("Range", "bytes=" + have.bytes() + "-", "If-Range", have.tag()) : Map.of();
        HttpResponse<InputStream> response = web.get(address, headers);
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == NOT_FOUND) {
                return Outcome.ABSENT;
            }
            if (status == RANGE_NOT_SATISFIABLE && have.bytes() > 0) {
                partial.delete();
                return Outcome.AGAIN;
            }
            if (PASSING.contains(status) || (status >= SERVER_ERROR && status <= LAST_STATUS)) {
                throw new IOException("status " + status);
            }
            boolean part = status == PARTIAL && have.bytes() > 0;
            if (status != OK && !part) {
                throw new WeightsException(
                        Redaction.address(address), "must answer with status " + OK, found(status), REMEDY);
            }
            ResponseHeaders received = ResponseHeaders.of(address, response);
            if (part && !received.goesOn(have)) {
                partial.delete();
                return Outcome.AGAIN;
            }
            if (!part) {
                partial.begin(address, Optional.of(received.tag()));
            }
            receive(body, total(received, part), part ? have.bytes() : 0);
            return Outcome.DONE;
        }
    }

    private static String found(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "status 401: user and password are missing or wrong (https://USER:PASSWORD@HOST)";
            case PROXY_UNAUTHORIZED -> "status 407: user and password of the proxy are missing or wrong";
            default -> "status " + status;
        };
    }

    /** The stated length of the whole file; -1 if not stated. */
    private long total(ResponseHeaders received, boolean part) {
        long total = part ? received.range().map(ResponseHeaders.Range::total).orElse(-1L) : received.length();
        if (total >= 0) {
            try {
                length.check(address, total);
            } catch (WeightsException e) {
                partial.delete();
                throw e;
            }
        }
        return total;
    }

    private void receive(InputStream body, long total, long from) throws IOException {
        String stage = "fetching " + partial.target().getFileName();
        byte[] chunk = new byte[1 << 16];
        try (FileChannel channel = open();
                StallGuard guard = new StallGuard(body, patience.stall())) {
            channel.position(from);
            long done = from;
            for (int read = read(body, chunk, guard); read >= 0; read = read(body, chunk, guard)) {
                done += read;
                length.checkSoFar(address, done);
                write(channel, ByteBuffer.wrap(chunk, 0, read));
                progress.at(stage, done, total < 0 ? done + 1 : Math.max(done, total));
            }
            if (done < total) {
                throw new IOException("only " + done + " of " + total + " bytes");
            }
            progress.at(stage, done, done);
        } catch (WeightsException e) {
            partial.delete();
            throw e;
        }
    }

    private FileChannel open() {
        try {
            return FileChannel.open(partial.content(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(partial.content(), e));
        }
    }

    /** Separates failures of the disk from failures of the network. */
    private void write(FileChannel channel, ByteBuffer bytes) {
        try {
            AtomicFile.writeFully(channel, bytes);
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(partial.content(), e));
        }
    }

    private int read(InputStream body, byte[] chunk, StallGuard guard) throws IOException {
        try {
            int read = body.read(chunk);
            guard.moved(read);
            return read;
        } catch (IOException e) {
            if (guard.stalled()) {
                throw new IOException("next to nothing for " + patience.stall().toSeconds() + " seconds or more", e);
            }
            throw e;
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(patience.pause().toMillis() << (attempt - 1));
        } catch (InterruptedException e) {
            throw FetchLock.interrupted(Redaction.address(address), e);
        }
    }

    private WeightsException broken(IOException cause) {
        String found = WebFailure.message(cause);
        return new WeightsException(
                new Problem(Redaction.address(address), "must be reachable and send all of the file", found, REMEDY),
                cause);
    }
}
