package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void interruptsTheWorkAndKeepsItSilent() throws InterruptedException {
        Captured captured = Captured.plain();
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch over = new CountDownLatch(1);
        Interruption[] holder = new Interruption[1];
        CountDownLatch ready = new CountDownLatch(1);
        Thread worker = new Thread(() -> {
            try {
                ready.await();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                captured.console().say("failed");
                holder[0].over();
                over.countDown();
            }
        });
        holder[0] = new Interruption(worker, captured.console());
        worker.start();
        ready.countDown();

        holder[0].run();

        over.await();
        assertThat(interrupted).isTrue();
        assertThat(captured.err()).isEqualTo("tl: interrupted" + System.lineSeparator());
    }

    @Test
    void doesNothingOnceTheWorkIsOver() {
        Captured captured = Captured.plain();
        Interruption interruption = new Interruption(Thread.currentThread(), captured.console());
        interruption.over();

        interruption.run();

        assertThat(captured.err()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }
}
