package org.tl4j.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    private Path folder;

    @Test
    void isHeldByOneAtATime() throws IOException {
        Path file = folder.resolve("new/a.lock");

        try (LockFile held = LockFile.tryTake(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(LockFile.tryTake(file)).isEmpty();
            assertThat(LockFile.tryTake(folder.resolve("new/../new/a.lock"))).isEmpty();
        }
        assertThat(file).isEmptyFile();
        LockFile.tryTake(file).orElseThrow().close();
    }

    @Test
    void closingTwiceLeavesItToTheNext() throws IOException {
        Path file = folder.resolve("a.lock");
        LockFile first = LockFile.tryTake(file).orElseThrow();
        first.close();

        try (LockFile next = LockFile.tryTake(file).orElseThrow()) {
            first.close();
            assertThat(next).isNotNull();
            assertThat(LockFile.tryTake(file)).isEmpty();
        }
    }

    @Test
    void aDiscardedOneIsGoneAndCanBeTakenAgain() throws IOException {
        Path file = folder.resolve("a.lock");
        LockFile first = LockFile.tryTake(file).orElseThrow();

        first.discard();

        assertThat(file).doesNotExist();
        try (LockFile next = LockFile.tryTake(file).orElseThrow()) {
            first.discard();
            first.close();
            assertThat(next).isNotNull();
            assertThat(file).isEmptyFile();
            assertThat(LockFile.tryTake(file)).isEmpty();
        }
    }

    @Test
    void oneThatIsDiscardedAllTheTimeIsHeldByOneAtATime() throws Exception {
        Path file = folder.resolve("a.lock");
        AtomicInteger holders = new AtomicInteger();
        Callable<Integer> work = () -> {
            int taken = 0;
            for (int i = 0; i < 500; i++) {
                Optional<LockFile> lock = LockFile.tryTake(file);
                if (lock.isPresent()) {
                    taken++;
                    assertThat(holders.incrementAndGet()).isEqualTo(1);
                    holders.decrementAndGet();
                    lock.get().discard();
                }
            }
            return taken;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int taken = 0;
            for (Future<Integer> each : threads.invokeAll(List.of(work, work))) {
                taken += each.get();
            }
            assertThat(taken).isPositive();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatCannotBeMadeIsNotHeld() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a.lock"));

        assertThatThrownBy(() -> LockFile.tryTake(file)).isInstanceOf(IOException.class);
        Files.delete(file);
        LockFile.tryTake(file).orElseThrow().close();
    }
}
