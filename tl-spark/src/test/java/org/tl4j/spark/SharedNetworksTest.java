package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedNetworksTest {
    private static final NetworkKey KEY = new NetworkKey("abc", NetworkKey.Use.PREDICTION, 1);

    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Counts how often it is opened, and whether it was closed. */
    private final class Network implements AutoCloseable {
        private Network() {
            opened.incrementAndGet();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void manyTasksOpenANetworkOnce() throws Exception {
        SharedNetworks networks = new SharedNetworks(Duration.ofHours(1));
        ExecutorService tasks = Executors.newFixedThreadPool(8);
        try {
            List<Future<NetworkLease<Network>>> leases = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                leases.add(tasks.submit(() -> networks.lease(KEY, Network.class, Network::new)));
            }
            Network first = leases.get(0).get().network();
            for (Future<NetworkLease<Network>> lease : leases) {
                assertThat(lease.get().network()).isSameAs(first);
            }
        } finally {
            tasks.shutdown();
        }

        assertThat(opened).hasValue(1);
        assertThat(networks.size()).isOne();
    }

    @Test
    void aNetworkIsClosedAfterItsLastUse() throws Exception {
        SharedNetworks networks = new SharedNetworks(Duration.ZERO);
        NetworkLease<Network> first = networks.lease(KEY, Network.class, Network::new);
        NetworkLease<Network> second = networks.lease(KEY, Network.class, Network::new);

        first.close();
        first.close();
        assertThat(closed.getCount()).isOne();
        second.close();

        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(networks.size()).isZero();
    }

    @Test
    void aNetworkStaysOpenBetweenStages() {
        SharedNetworks networks = new SharedNetworks(Duration.ofHours(1));

        networks.lease(KEY, Network.class, Network::new).close();
        networks.lease(KEY, Network.class, Network::new).close();

        assertThat(opened).hasValue(1);
    }

    @Test
    void whatCannotBeOpenedIsTriedAgain() {
        SharedNetworks networks = new SharedNetworks(Duration.ofHours(1));

        assertThatThrownBy(() -> networks.lease(KEY, Network.class, () -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");

        assertThat(networks.lease(KEY, Network.class, Network::new).network()).isNotNull();
    }

    @Test
    void otherBundlesUsesAndThreadsHaveNetworksOfTheirOwn() {
        SharedNetworks networks = new SharedNetworks(Duration.ofHours(1));
        for (NetworkKey key : List.of(
                KEY,
                new NetworkKey("def", NetworkKey.Use.PREDICTION, 1),
                new NetworkKey("abc", NetworkKey.Use.FEATURES, 1),
                new NetworkKey("abc", NetworkKey.Use.PREDICTION, 2))) {
            networks.lease(key, Network.class, Network::new);
        }

        assertThat(opened).hasValue(4);
    }
}
