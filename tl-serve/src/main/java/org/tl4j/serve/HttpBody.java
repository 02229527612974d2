package org.tl4j.serve;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.tl4j.core.error.Problem;

/** Receives the body of a request as its bytes come, without a thread that waits for them. */
final class HttpBody implements Runnable {
    private static final int FIRST_BYTES = 8192;

    private final Content.Source source;
    private final RequestLimits limits;
    private final BodyMemory memory;
    private final CompletableFuture<byte[]> received = new CompletableFuture<>();

    // used by one thread at a time, as Jetty calls it
    private byte[] bytes = new byte[0];
    private int count;

    /** Bytes that were taken from the memory of all, to be given back once. */
    private final AtomicLong taken = new AtomicLong();

    HttpBody(Content.Source source, RequestLimits limits, BodyMemory memory) {
        this.source = source;
        this.limits = limits;
        this.memory = memory;
    }

    /** The whole body; it fails with {@link RefusedRequestException} where there is an answer, and otherwise if the client has gone. */
    CompletableFuture<byte[]> received() {
        return received;
    }

    /** How many bytes have come. */
    long bytes() {
        return count;
    }

    /** Begins, with what the header says of the length. */
    void start(long declared) {
        if (declared > limits.maximumBodyBytes()) {
            received.completeExceptionally(RefusedRequestException.bodyTooLong(limits));
            return;
        }
        run();
    }

    @Override
    public void run() {
        while (!received.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                received.completeExceptionally(failure(chunk.getFailure()));
                return;
            }
            try {
                add(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                received.complete(whole());
            }
        }
    }

    private void add(ByteBuffer content) {
        int length = content.remaining();
        if (length == 0) {
            return;
        }
        if (count + (long) length > limits.maximumBodyBytes()) {
            received.completeExceptionally(RefusedRequestException.bodyTooLong(limits));
            return;
        }
        if (count + length > bytes.length && !grow(count + length)) {
            received.completeExceptionally(new RefusedRequestException(
                    429,
                    new Problem("memory for requests", "must have room for the body", "a full one", "send it later"),
                    Map.of("Retry-After", "1")));
            return;
        }
        content.get(bytes, count, length);
        count += length;
    }

    /** What has come, which this keeps no longer, nor the room that was taken for more. */
    private byte[] whole() {
        byte[] whole = count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        int spare = bytes.length - count;
        bytes = new byte[0];
        taken.addAndGet(-spare);
        memory.give(spare);
        return whole;
    }

    private boolean grow(int least) {
        long doubled = Math.min(limits.maximumBodyBytes(), Math.max(FIRST_BYTES, 2L * bytes.length));
        int next = Math.toIntExact(Math.max(least, doubled));
        if (!memory.take(next - bytes.length)) {
            return false;
        }
        taken.addAndGet(next - bytes.length);
        bytes = Arrays.copyOf(bytes, next);
        return true;
    }

    private static Throwable failure(Throwable failure) {
        return failure instanceof TimeoutException
                ? new RefusedRequestException(
                        408, "body of the request", "must come in time", "one that is too slow", "")
                : failure;
    }

    /** Gives the memory back, when the request has ended and nobody works with the body any more; again without an effect. */
    void free() {
        memory.give(taken.getAndSet(0));
    }
}
