package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tl4j.core.error.UsageException;

class CallersTest {
    @Test
    @Timeout(30)
    void allCallAtTheSameTime() {
        CountDownLatch together = new CountDownLatch(3);
        AtomicInteger calls = new AtomicInteger();
        try (Callers callers = new Callers(3)) {
            callers.call(5, () -> {
                calls.incrementAndGet();
                together.countDown();
                await(together);
            });
        }

        assertThat(calls).hasValue(15);
    }

    @Test
    void aFailureReachesTheOneWhoAsked() {
        try (Callers callers = new Callers(2)) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> callers.call(1, () -> {
                        throw new UsageException("photo", "must be there", "none", "");
                    }));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
