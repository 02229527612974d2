package org.tl4j.storage.tensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.storage.files.DiskProblem;

/**
 * Reads and writes safetensors. Reading is strict: files that the format does not allow are rejected. Tensors of 32-bit
 * floats are views of the mapped file or of the given direct buffer; others are converted at each call. All of them are
 * direct and read-only: native code that writes to a mapped one ends the process. Stateless and thread-safe.
 */
public final class SafetensorsFormat implements TensorFormat {
    @Override
    public TensorSet read(Path file) {
        if (Files.isDirectory(file)) {
            throw new WeightsException(
                    file.toString(), "must be a safetensors file", "a folder", "name the file in it");
        }
        // opening a pipe would wait for somebody to write into it
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsException(
                    file.toString(), "must be a safetensors file", "a pipe or a device", "name a plain file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(ByteWindows.map(channel), file.toString());
        } catch (IOException e) {
            throw new WeightsException(
                    new Problem(file.toString(), "must be a readable file", DiskProblem.describe(e), "check the path"),
                    e);
        }
    }

    @Override
    public TensorSet read(ByteBuffer bytes, String name) {
        return read(ByteWindows.of(bytes), name);
    }

    /**
     * Checks the header of a file and that its tensors fill the file, without mapping it: it may be moved or deleted at
     * once, which Windows does not allow for mapped files.
     *
     * @param name what to call it
     * @throws WeightsException if it is not a safetensors file
     * @throws IOException if it cannot be read
     */
    public static void check(FileChannel file, String name) throws IOException {
        SafetensorsHeader.read(ByteWindows.head(file, SafetensorsHeader.LONGEST), new Refusal(name));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if two tensors have one name, or all together do not fit into an array
     */
    @Override
    public byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
        SafetensorsContent content = new SafetensorsContent(tensors, metadata);
        if (content.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("tensors must fit into one array, found " + content.size() + " bytes");
        }
        byte[] bytes = new byte[(int) content.size()];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        content.writeTo(target::put);
        return bytes;
    }

    private static TensorSet read(ByteWindows bytes, String name) {
        return new SafetensorsSet(name, bytes, SafetensorsHeader.read(bytes, new Refusal(name)));
    }
}
