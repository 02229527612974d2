package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogFileTest {
    @TempDir
    private Path folder;

    private final PrintStream standardOutput = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void linesAreAppendedInTheirOrder() throws Exception {
        Path file = Files.writeString(folder.resolve("access.log"), "before\n");
        try (AccessLogFile log = AccessLogFile.open(Optional.of(file.toString()), standardOutput)) {
            assertThat(log.isOpen()).isTrue();
            log.write("one");
            log.write("two");
        }

        assertThat(file).hasContent("before\none\ntwo\n");
    }

    @Test
    void aPipeThatIsFullStopsNobodyAndLinesThatAreDroppedAreCounted() throws Exception {
        Pipe pipe = new Pipe();
        try (AccessLogFile log = new AccessLogFile(Optional.of(new PrintStream(pipe)), false, 2)) {
            log.write("one");
            pipe.full.await();
            log.write("two");
            log.write("three");
            log.write("four");
            log.write("five");
            pipe.read.countDown();
        }

        assertThat(pipe.bytes.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n{\"dropped\":2}\n");
    }

    @Test
    void anOptionThatIsNotGivenIsNoLog() {
        try (AccessLogFile log = AccessLogFile.open(Optional.empty(), standardOutput)) {
            assertThat(log.isOpen()).isFalse();
        }
    }

    /** Takes nothing until it is read. */
    private static final class Pipe extends OutputStream {
        private final CountDownLatch full = new CountDownLatch(1);
        private final CountDownLatch read = new CountDownLatch(1);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] values, int offset, int length) {
            full.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            bytes.write(values, offset, length);
        }
    }
}
