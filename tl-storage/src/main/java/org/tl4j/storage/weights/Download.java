package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.progress.Progress;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * Transfers one file, as far as it goes: a broken transfer is tried again and goes on where it broke, if the server sends
 * parts of the file and it is still the same one. Nobody else may write to the partial file meanwhile.
 *
 * @param client how to reach the web
 * @param address where from
 * @param partial where to
 * @param patience how often, and how long to wait
 * @param progress hears of the bytes
 */
record Download(HttpClient client, URI address, PartialFile partial, Patience patience, Progress progress) {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SERVER_ERROR = 500;
    /** A timeout, and too many questions: the server may think otherwise in a moment. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private static final String REMEDY = "check TL_MIRROR and the network, or bring the file with --weights FILE";

    /** What a server may answer. */
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
     * @param stall how long nothing may come before the transfer counts as broken
     */
    record Patience(int attempts, Duration pause, Duration stall) {
        /** What a line that works never takes. */
        static final Patience USUAL = new Patience(4, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    /**
     * Transfers all of it.
     *
     * @return whether the server has the file
     * @throws WeightsException if it refuses, or breaks off each time
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
                LOG.info("{} is tried again", Web.shown(address), e);
            } catch (InterruptedException e) {
                throw FetchLock.interrupted(Web.shown(address), e);
            }
            if (attempt == patience.attempts()) {
                throw broken(new IOException("another file each time"));
            }
            pause(attempt);
        }
    }

    private Outcome transfer() throws IOException, InterruptedException {
        PartialFile.Resumption resumption = partial.resumption(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT);
        if (resumption.bytes() > 0) {
            request.header("Range", "bytes=" + resumption.bytes() + "-").header("If-Range", resumption.tag());
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == NOT_FOUND) {
                return Outcome.ABSENT;
            }
            if (status == RANGE_NOT_SATISFIABLE && resumption.bytes() > 0) {
                partial.delete();
                return Outcome.AGAIN;
            }
            if (PASSING.contains(status) || status >= SERVER_ERROR) {
                throw new IOException("status " + status);
            }
            boolean resumed = status == PARTIAL && resumption.bytes() > 0;
            if (resumed && !startsAt(response, resumption.bytes())) {
                partial.delete();
                return Outcome.AGAIN;
            }
            if (status != OK && !resumed) {
                throw new WeightsException(Web.shown(address), "must answer with status " + OK, found(status), REMEDY);
            }
            if (!resumed) {
                partial.begin(address, response.headers().firstValue("ETag"));
            }
            receive(body, response, resumed ? resumption.bytes() : 0);
            return Outcome.DONE;
        }
    }

    /** The client follows redirections as far as it may; this is what it does not follow. */
    private static String found(int status) {
        boolean redirection = status / 100 == 3;
        return "status " + status
                + (redirection ? ", a redirection that leads in a circle, or from https to http" : "");
    }

    private static boolean startsAt(HttpResponse<InputStream> response, long position) {
        return response.headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + position + "-"))
                .isPresent();
    }

    private void receive(InputStream body, HttpResponse<InputStream> response, long from) throws IOException {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        String stage = "fetching " + partial.target().getFileName();
        byte[] chunk = new byte[1 << 16];
        try (FileChannel channel = open();
                StallGuard guard = new StallGuard(body, patience.stall())) {
            channel.position(from);
            long done = from;
            for (int read = read(body, chunk, guard); read >= 0; read = read(body, chunk, guard)) {
                write(channel, ByteBuffer.wrap(chunk, 0, read));
                done += read;
                progress.at(stage, done, length < 0 ? done + 1 : Math.max(done, from + length));
            }
            if (length >= 0 && done < from + length) {
                throw new IOException("only " + done + " of " + (from + length) + " bytes");
            }
            progress.at(stage, done, done);
        }
    }

    private FileChannel open() {
        try {
            return FileChannel.open(partial.content(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(partial.content(), e));
        }
    }

    /** Keeps what goes wrong on the disk apart from what goes wrong on the network. */
    private void write(FileChannel channel, ByteBuffer bytes) {
        try {
            AtomicFile.writeFully(channel, bytes);
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(partial.content(), e));
        }
    }

    private int read(InputStream body, byte[] chunk, StallGuard guard) throws IOException {
        try {
            int length = body.read(chunk);
            guard.moved();
            return length;
        } catch (IOException e) {
            if (guard.stalled()) {
                throw new IOException("nothing for " + patience.stall().toSeconds() + " seconds", e);
            }
            throw e;
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(patience.pause().toMillis() << (attempt - 1));
        } catch (InterruptedException e) {
            throw FetchLock.interrupted(Web.shown(address), e);
        }
    }

    private WeightsException broken(IOException cause) {
        String found = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new WeightsException(
                new Problem(Web.shown(address), "must be reachable and send all of the file", found, REMEDY), cause);
    }
}
