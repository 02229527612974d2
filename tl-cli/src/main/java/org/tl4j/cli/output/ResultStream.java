package org.tl4j.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Standard output in UTF-8 that remembers why it could not be written, which a plain {@link PrintStream} does not. */
public final class ResultStream extends PrintStream {
    private final Watched target;

    /** Writes to {@code target} when it is flushed or its buffer is full. */
    public ResultStream(OutputStream target) {
        this(new Watched(target));
    }

    private ResultStream(Watched target) {
        super(new BufferedOutputStream(target), false, StandardCharsets.UTF_8);
        this.target = target;
    }

    /** The first failure of writing; empty if there was none. Flush before the call. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(target.failure);
    }

    /** Whether writing failed because the reader has closed the pipe, as {@code head} does. */
    public boolean readerHasLeft() {
        return failure()
                .map(IOException::getMessage)
                .filter(message -> message.toLowerCase(Locale.ROOT).contains("pipe"))
                .isPresent();
    }

    private static final class Watched extends OutputStream {
        private final OutputStream target;
        private volatile IOException failure;

        Watched(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            remember(() -> target.write(bytes, from, count));
        }

        @Override
        public void flush() throws IOException {
            remember(target::flush);
        }

        @Override
        public void close() throws IOException {
            remember(target::close);
        }

        private void remember(Step step) throws IOException {
            if (failure != null) {
                throw failure;
            }
            try {
                step.run();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    /** An operation of a stream. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
