package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/** Reads ONNX files. Stateless and thread-safe. */
public final class OnnxFile {
    /** How the names of such files end. */
    public static final String SUFFIX = ".onnx";

    private static final String REMEDY = "export it again";

    private OnnxFile() {}

    /**
     * Whether a file may be an ONNX model. The format has no magic number: a model begins with the version of the format, and
     * what has the suffix and begins like no other format is one too, perhaps a damaged one.
     *
     * @throws WeightsException if it cannot be read
     */
    public static boolean isOne(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] start = content.readNBytes(4);
            boolean versioned = start.length > 3 && start[0] == 0x08 && start[1] > 0 && (start[2] & 7) == 2;
            boolean other = start.length > 3 && ((start[0] == 'P' && start[1] == 'K') || start[0] == (byte) 0x89);
            return versioned
                    || (!other && file.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A model that was read.
     *
     * @param model with all its values
     * @param bytes the file itself; empty if the model had values in other files
     */
    public record Content(ModelProto model, Optional<ByteBuffer> bytes) {}

    /**
     * Reads and checks a model, with the values that it has in other files of its folder.
     *
     * @throws WeightsException if it cannot be read, or is no valid model
     */
    public static Content read(Path file) {
        try {
            ByteBuffer bytes = bytes(file);
            ModelProto model = ModelBytes.parse(bytes);
            ModelCheck.check(model, true);
            return ExternalValues.in(model)
                    ? new Content(
                            ExternalValues.inlined(model, file.toAbsolutePath().normalize()), Optional.empty())
                    : new Content(model, Optional.of(bytes));
        } catch (InvalidModelException e) {
            throw e.of(file.toString(), REMEDY, WeightsException::new);
        }
    }

    /**
     * The content of a file of at most 2 GiB.
     *
     * @throws WeightsException if it is larger, or cannot be read
     */
    public static ByteBuffer bytes(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new WeightsException(
                        file.toString(),
                        "must have at most 2 GiB",
                        channel.size() + " bytes",
                        "take a smaller network");
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static WeightsException unreadable(Path file, IOException cause) {
        return new WeightsException(
                new Problem(file.toString(), "must be a readable file", cause.toString(), "check the path"), cause);
    }
}
