package org.tl4j.onnx.importing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files that a trial and its child process exchange. The child may have been taken over: its file is read within limits. */
final class TrialFiles {
    private static final int MOST_OUTPUTS = 4096;
    private static final int MOST_DIMENSIONS = 64;
    private static final int MOST_VALUES = 1 << 26;
    private static final int LONGEST_MESSAGE = 4000;

    private TrialFiles() {}

    /**
     * The images of a trial.
     *
     * @param values direct, in native byte order
     * @param shape [n, channels, height, width]
     * @param wanted whether the values of the outputs are wanted, beside their shapes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Input(FloatBuffer values, long[] shape, boolean wanted) {}

    static void writeInput(Path file, Input input) throws IOException {
        try (DataOutputStream output = buffered(file)) {
            output.writeBoolean(input.wanted());
            for (long size : input.shape()) {
                output.writeInt((int) size);
            }
            for (int i = 0; i < input.values().limit(); i++) {
                output.writeFloat(input.values().get(i));
            }
        }
    }

    static Input readInput(DataInputStream file) throws IOException {
        DataInputStream input = new DataInputStream(new BufferedInputStream(file, 1 << 16));
        boolean wanted = input.readBoolean();
        long[] shape = new long[4];
        int size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = input.readInt();
            size = Math.multiplyExact(size, (int) shape[i]);
        }
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < size; i++) {
            values.put(i, input.readFloat());
        }
        return new Input(values, shape, wanted);
    }

    static void writeOutputs(Path file, List<ModelRun.Output> outputs) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream output = buffered(part)) {
            output.writeBoolean(true);
            output.writeInt(outputs.size());
            for (ModelRun.Output one : outputs) {
                output.writeUTF(one.name());
                output.writeBoolean(one.floats());
                output.writeBoolean(one.half());
                output.writeInt(one.shape().length);
                for (long size : one.shape()) {
                    output.writeLong(size);
                }
                output.writeInt(one.values().length);
                for (float value : one.values()) {
                    output.writeFloat(value);
                }
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void writeFailure(Path file, String message) throws IOException {
        try (DataOutputStream output = buffered(file)) {
            output.writeBoolean(false);
            output.writeUTF(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        }
    }

    /**
     * What the child wrote.
     *
     * @throws TrialException if it reports that ONNX Runtime refuses the model
     */
    static List<ModelRun.Output> readOutputs(Path file) throws IOException, TrialException {
        try (DataInputStream input =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!input.readBoolean()) {
                throw new TrialException("an error of ONNX Runtime: " + input.readUTF());
            }
            int count = within(input.readInt(), MOST_OUTPUTS);
            int left = MOST_VALUES; // of all outputs together
            List<ModelRun.Output> outputs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = input.readUTF();
                boolean floats = input.readBoolean();
                boolean half = input.readBoolean();
                long[] shape = new long[within(input.readInt(), MOST_DIMENSIONS)];
                for (int d = 0; d < shape.length; d++) {
                    shape[d] = input.readLong();
                }
                float[] values = new float[within(input.readInt(), left)];
                left -= values.length;
                for (int v = 0; v < values.length; v++) {
                    values[v] = input.readFloat();
                }
                outputs.add(new ModelRun.Output(name, floats, half, shape, values));
            }
            return outputs;
        }
    }

    private static int within(int count, int most) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("a count of " + count + " in the result of a trial");
        }
        return count;
    }

    private static DataOutputStream buffered(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }
}
