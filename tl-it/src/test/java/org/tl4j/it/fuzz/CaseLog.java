package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a process that fuzzes has reached, in files that survive its death. */
final class CaseLog implements AutoCloseable {
    private final FileChannel current;
    private final FileChannel endings;

    private CaseLog(FileChannel current, FileChannel endings) {
        this.current = current;
        this.endings = endings;
    }

    static CaseLog in(Path folder) throws IOException {
        return new CaseLog(
                FileChannel.open(current(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                FileChannel.open(
                        folder.resolve("endings"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND));
    }

    private static Path current(Path folder) {
        return folder.resolve("current");
    }

    void begin(int number) throws IOException {
        current.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, number), 0);
    }

    void end(int number, Verdict verdict, String detail) throws IOException {
        String line = number + " " + verdict + " " + detail.replaceAll("\\p{Cntrl}+", " ") + "\n";
        endings.write(StandardCharsets.UTF_8.encode(line));
    }

    /** The case that began last, or -1 where none did. */
    static int lastBegun(Path folder) throws IOException {
        return Files.exists(current(folder)) && Files.size(current(folder)) == Integer.BYTES
                ? ByteBuffer.wrap(Files.readAllBytes(current(folder))).getInt()
                : -1;
    }

    static List<String> endings(Path folder) throws IOException {
        Path file = folder.resolve("endings");
        return Files.exists(file) ? Files.readAllLines(file) : new ArrayList<>();
    }

    @Override
    public void close() throws IOException {
        current.close();
        endings.close();
    }
}
