package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.output.ResumeHint;

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
        holder[0] = new Interruption(worker, captured.console(), new ResumeHint());
        worker.start();
        ready.countDown();

        holder[0].run();

        over.await();
        assertThat(interrupted).isTrue();
        assertThat(captured.err()).isEqualTo("tl: interrupted" + System.lineSeparator());
    }

    @Test
    void printsHowToResumeIfPossible() {
        Captured captured = Captured.plain();
        ResumeHint resumption = new ResumeHint();
        resumption.from(Path.of("my model.run"));
        Interruption[] holder = new Interruption[1];
        Thread worker = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                captured.console().say("fine-tuning was interrupted");
                holder[0].over();
            }
        });
        holder[0] = new Interruption(worker, captured.console(), resumption);
        worker.start();

        holder[0].run();

        assertThat(captured.err().lines())
                .containsExactly(
                        "tl: interrupted; finishing the batch and writing a checkpoint",
                        "tl: fine-tuning was interrupted",
                        "tl: resume with: " + ResumeHint.command(Path.of("my model.run")));
    }

    @Test
    void promisesNothingWhereNothingIsLeft() {
        Captured captured = Captured.plain();
        ResumeHint resumption = new ResumeHint();
        resumption.from(Path.of("model.run"));
        Interruption[] holder = new Interruption[1];
        Thread worker = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                resumption.over();
                holder[0].over();
            }
        });
        holder[0] = new Interruption(worker, captured.console(), resumption);
        worker.start();

        holder[0].run();

        assertThat(captured.err()).doesNotContain("resume with");
    }

    @Test
    void printsThatTheSameCommandStartsAgainWithoutACheckpoint() {
        Captured captured = Captured.plain();
        ResumeHint resumption = new ResumeHint();
        resumption.begin();

        interrupt(captured, resumption);

        assertThat(captured.err().lines())
                .containsExactly("tl: interrupted before the first epoch; there is no checkpoint,"
                        + " the same command starts again");
    }

    @Test
    void printsWhereTheModelIsWhenOnlyItsReportIsMissing() {
        Captured captured = Captured.plain();
        ResumeHint resumption = new ResumeHint();
        resumption.finished("the model is complete in insects.tlz");

        interrupt(captured, resumption);

        assertThat(captured.err().lines()).containsExactly("tl: interrupted; the model is complete in insects.tlz");
    }

    @Test
    void doesNothingOnceTheWorkIsOver() {
        Captured captured = Captured.plain();
        Interruption interruption = new Interruption(Thread.currentThread(), captured.console(), new ResumeHint());
        interruption.over();

        interruption.run();

        assertThat(captured.err()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Interrupts a thread that works until then. */
    private static void interrupt(Captured captured, ResumeHint resumption) {
        Interruption[] holder = new Interruption[1];
        Thread worker = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                holder[0].over();
            }
        });
        holder[0] = new Interruption(worker, captured.console(), resumption);
        worker.start();

        holder[0].run();
    }
}
