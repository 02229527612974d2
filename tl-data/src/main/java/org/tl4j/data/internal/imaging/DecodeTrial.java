package org.tl4j.data.internal.imaging;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ByteSupply;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;

/** Decodes an image in a process of its own, to learn whether that process survives it. */
public final class DecodeTrial {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeTrial.class);
    private static final int SECONDS = 60;

    private DecodeTrial() {}

    /** Whether a process with the class path of this one decodes the image, or refuses it, within a minute. */
    static boolean survives(byte[] encoded, ImageLimits limits) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + (System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DecodeTrial.class.getName(),
                        Integer.toString(limits.megapixels()),
                        Long.toString(limits.bytes())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(encoded);
        } catch (IOException e) {
            LOG.debug("the trial ended before it had read the image", e);
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** The process itself: the image comes from standard input, its limits are the arguments. */
    public static void main(String[] arguments) throws IOException {
        ImageLimits limits = new ImageLimits(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        // A pipe has no positions, which the stream of a file would ask for.
        try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in))) {
            byte[] encoded = in.readAllBytes();
            var header = ImageHeaders.read(ByteSupply.of(encoded, limits), limits);
            if (header.isPresent()) {
                OpenCvDecoder.decode(encoded, header.get(), 1).close();
            }
        } catch (BrokenImageException e) {
            LOG.debug("refused, which is a good end", e);
        }
    }
}
