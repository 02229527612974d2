package org.tl4j.spark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Networks that the tasks of a process share. Each is opened once, however many tasks ask for it at the same time, and closed when
 * nobody has used it for a while. Thread-safe.
 */
final class SharedNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(SharedNetworks.class);

    private final Duration idle;
    private final Map<NetworkKey, Slot> slots = new HashMap<>();
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param idle how long a network stays open after its last use, so that the tasks of the next stage find it
     */
    SharedNetworks(Duration idle) {
        this.idle = idle;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "tl4j-idle-networks");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * A network of this key, opened by {@code opener} if none is open.
     *
     * @param opener called at most once at a time for a key; what it throws is thrown here, and the next caller tries again
     */
    <N extends AutoCloseable> NetworkLease<N> lease(NetworkKey key, Class<N> type, Supplier<? extends N> opener) {
        Slot slot = entered(key);
        boolean opened = false;
        try {
            N network = type.cast(slot.network(opener));
            opened = true;
            return new Lease<>(network, () -> leave(key, slot));
        } finally {
            if (!opened) {
                leave(key, slot);
            }
        }
    }

    private synchronized Slot entered(NetworkKey key) {
        Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
        slot.uses++;
        slot.closing.cancel(false);
        return slot;
    }

    private synchronized void leave(NetworkKey key, Slot slot) {
        slot.uses--;
        if (slot.uses == 0) {
            slot.closing = timer.schedule(() -> closeUnused(key, slot), idle.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeUnused(NetworkKey key, Slot slot) {
        synchronized (this) {
            if (slot.uses > 0) {
                return; // somebody came meanwhile
            }
            slots.remove(key, slot);
        }
        slot.close();
    }

    /** How many networks are open or being opened. */
    synchronized int size() {
        return slots.size();
    }

    /** A place for one network. Its counts belong to the lock of the outer object, the network to its own. */
    private static final class Slot {
        private int uses;
        private Future<?> closing = CompletableFuture.completedFuture(null);
        private AutoCloseable network;

        private synchronized AutoCloseable network(Supplier<? extends AutoCloseable> opener) {
            if (network == null) {
                network = opener.get();
            }
            return network;
        }

        private synchronized void close() {
            if (network != null) {
                try {
                    network.close();
                } catch (Exception e) { // nobody waits for it, and its memory goes with the process
                    LOG.warn("a network could not be closed", e);
                }
                network = null;
            }
        }
    }

    private static final class Lease<N> implements NetworkLease<N> {
        private final N network;
        private final Runnable end;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Lease(N network, Runnable end) {
            this.network = network;
            this.end = end;
        }

        @Override
        public N network() {
            return network;
        }

        @Override
        public void close() {
            if (!ended.getAndSet(true)) {
                end.run();
            }
        }
    }
}
