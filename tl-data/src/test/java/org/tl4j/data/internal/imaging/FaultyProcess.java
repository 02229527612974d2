package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Reports that it is ready, then reads unmapped memory and crashes. */
final class FaultyProcess {
    private FaultyProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((TrialProcess.READY + "\n").getBytes(US_ASCII));
            // Flushed here, because Java's report of the crash goes to the same stream.
            Pointer.memcpy(new BytePointer(1), new Nowhere(), 1);
        }
    }

    private static final class Nowhere extends Pointer {
        Nowhere() {
            address = 8;
            limit = 1;
            capacity = 1;
        }
    }
}
