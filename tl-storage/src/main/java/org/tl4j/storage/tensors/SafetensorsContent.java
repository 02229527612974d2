package org.tl4j.storage.tensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tl4j.core.weights.Tensor;

/**
 * The bytes of a safetensors file, made piece by piece from tensors without copying them. The same tensors in the same
 * order with the same metadata give the same bytes. Thread-safe as long as nobody writes to the tensors.
 */
public final class SafetensorsContent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ALIGNMENT = 8;
    private static final int CHUNK_FLOATS = 1 << 14;

    private final List<Tensor> tensors;
    private final byte[] header;
    private final long size;

    /**
     * Determines the layout of the file.
     *
     * @param tensors in the order of the file
     * @param metadata the metadata of the file; written in the order of the keys
     * @throws IllegalArgumentException if two tensors have one name, or one has the name of the metadata
     */
    public SafetensorsContent(List<Tensor> tensors, Map<String, String> metadata) {
        this.tensors = List.copyOf(tensors);
        this.header = header(this.tensors, metadata);
        this.size = Long.BYTES
                + header.length
                + this.tensors.stream().mapToLong(SafetensorsContent::bytes).sum();
    }

    /** Receives the bytes in pieces. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        /** Receives the rest of {@code piece}, which is used again afterwards. */
        void accept(ByteBuffer piece) throws E;
    }

    /** How many bytes there are. */
    public long size() {
        return size;
    }

    /** Passes all bytes to {@code sink}, in order. */
    public <E extends Exception> void writeTo(Sink<E> sink) throws E {
        sink.accept(
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
        sink.accept(ByteBuffer.wrap(header).asReadOnlyBuffer());
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = chunk.asFloatBuffer();
        for (Tensor tensor : tensors) {
            int count = tensor.values().limit();
            for (int done = 0; done < count; done += CHUNK_FLOATS) {
                int length = Math.min(CHUNK_FLOATS, count - done);
                floats.put(0, tensor.values(), done, length);
                sink.accept(chunk.clear().limit(length * Float.BYTES));
            }
        }
    }

    private static byte[] header(List<Tensor> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            Set<String> names = new HashSet<>(Set.of("__metadata__"));
            long offset = 0;
            for (Tensor tensor : tensors) {
                if (!names.add(tensor.name())) {
                    throw new IllegalArgumentException("tensors must have distinct names, found " + tensor.name());
                }
                long end = offset + bytes(tensor);
                writeEntry(json, tensor, offset, end);
                offset = end;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalArgumentException("tensor names and metadata must be valid Unicode", e);
        }
        return padded(bytes.toByteArray());
    }

    private static void writeEntry(JsonGenerator json, Tensor tensor, long begin, long end) throws IOException {
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", ElementType.F32.name());
        json.writeArrayFieldStart("shape");
        for (int dimension : tensor.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Spaces at the end make the data begin at a multiple of eight, as the reference implementation does. */
    private static byte[] padded(byte[] json) {
        int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        return padded;
    }

    private static long bytes(Tensor tensor) {
        return (long) tensor.values().limit() * Float.BYTES;
    }
}
