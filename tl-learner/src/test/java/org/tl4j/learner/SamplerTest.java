package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** With a clock that the work moves. */
class SamplerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void slowWorkIsMeasuredFiveTimesAfterTwoThatDoNotCount() {
        Sampler sampler = new Sampler(nanos::get, Duration.ofSeconds(1));

        assertThat(sampler.seconds(() -> take(10))).containsExactly(10.0, 10.0, 10.0, 10.0, 10.0);
        assertThat(runs).hasValue(7);
    }

    @Test
    void quickWorkIsRepeatedForTheWholeTime() {
        Sampler sampler = new Sampler(nanos::get, Duration.ofSeconds(20));

        assertThat(sampler.seconds(() -> take(2))).hasSize(10);
    }

    @Test
    void aRateIsTheMedianWithItsSpread() {
        int[] seconds = {9, 9, 4, 1, 2, 8, 2};
        Sampler sampler = new Sampler(nanos::get, Duration.ZERO);

        BenchmarkReport.Spread rate = sampler.rate(16, () -> take(seconds[runs.get()]));

        assertThat(rate.median()).isCloseTo(8, within(1e-9));
        assertThat(rate.lowest()).isCloseTo(2, within(1e-9));
        assertThat(rate.highest()).isCloseTo(16, within(1e-9));
    }

    private void take(long seconds) {
        runs.incrementAndGet();
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
