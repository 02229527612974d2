package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.HeaderReader;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * The process of a {@link DecodeTrial}: it decodes a known good image, writes {@link #READY}, decodes the image on
 * standard input, and writes {@link #ENDED} if that image was decoded or refused.
 */
public final class TrialProcess {
    /** A failure before this line is not caused by the image. */
    static final String READY = "tl4j-trial-ready";

    /** The process has survived the image. */
    static final String ENDED = "tl4j-trial-ended";

    private static final Logger LOG = LoggerFactory.getLogger(TrialProcess.class);
    private static final int SIDE = 16;

    private TrialProcess() {}

    /** The arguments of {@link #main}. */
    static List<String> arguments(ImageLimits limits, int reduction) {
        return List.of(
                Integer.toString(limits.megapixels()), Long.toString(limits.bytes()), Integer.toString(reduction));
    }

    /** Takes the limits of megapixels and of bytes, and the reduction. */
    public static void main(String[] arguments) throws IOException, BrokenImageException {
        ImageLimits limits = new ImageLimits(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        int reduction = Integer.parseInt(arguments[2]);
        try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            decode(sound(), limits, 1);
            write(out, READY);
            byte[] encoded = in.readAllBytes();
            if (survives(encoded, limits, reduction)) {
                write(out, ENDED);
            }
        }
    }

    private static boolean survives(byte[] encoded, ImageLimits limits, int reduction) throws IOException {
        try {
            decode(encoded, limits, reduction);
            return true;
        } catch (BrokenImageException e) {
            LOG.debug("the image is refused", e);
            // Memory is exhausted, so native code may not have decoded the image.
            return !(e.getCause() instanceof OutOfMemoryError);
        }
    }

    private static void decode(byte[] encoded, ImageLimits limits, int reduction)
            throws IOException, BrokenImageException {
        var header = ImageHeaders.read(HeaderReader.of(encoded, limits), limits);
        if (header.isPresent()) {
            ImageHeader found = header.get();
            Decoder.decode(encoded, found, reduction, limits).close();
        }
    }

    /** A small grey JPEG. */
    private static byte[] sound() {
        Loader.load(opencv_imgcodecs.class);
        // Native memory is freed with the process.
        Mat grey = new Mat(SIDE, SIDE, opencv_core.CV_8UC3, Scalar.all(128));
        BytePointer encoded = new BytePointer();
        opencv_imgcodecs.imencode(".jpg", grey, encoded);
        byte[] bytes = new byte[(int) encoded.limit()];
        encoded.get(bytes);
        return bytes;
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(US_ASCII));
        out.flush();
    }
}
