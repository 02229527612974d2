package org.tl4j.onnx.importing;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;

/** Outputs that PyTorch computed for a picture that is made by a formula. */
final class Golden {
    private final String text;

    Golden(Path json) throws IOException {
        text = Files.readString(json);
    }

    /** The values of one output, row-major. */
    float[] values(String output) {
        Matcher found = Pattern.compile(
                        "\"" + Pattern.quote(output) + "\": \\{\"shape\": \\[[^]]*], \"values\": \\[([^]]*)]")
                .matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no output " + output);
        }
        String[] numbers = found.group(1).split(", *", -1);
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }

    /** Two pictures of cells, channels first; each cell value is changed by {@code scale} and {@code shift}. */
    static ImageBatch grid(Preprocessing preprocessing, int cell, double shift, double scale) {
        ImageBatch batch = ImageBatch.allocate(2, preprocessing);
        int cells = batch.height() / cell;
        FloatBuffer target = batch.values();
        long k = 0;
        for (int plane = 0; plane < 2 * batch.channels(); plane++) {
            double[] grid = new double[cells * cells];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (float) (-2.5 + 5.0 * uniform(999_983L, ++k));
            }
            for (int y = 0; y < batch.height(); y++) {
                for (int x = 0; x < batch.width(); x++) {
                    double value = grid[(y / cell) * cells + x / cell];
                    target.put((float) ((value + shift) * scale));
                }
            }
        }
        target.rewind();
        return batch;
    }

    private static double uniform(long seed, long k) {
        long z = seed * 0x2545F4914F6CDD1DL + k * 0x9E3779B97F4A7C15L;
        z ^= z >>> 30;
        z *= 0xBF58476D1CE4E5B9L;
        z ^= z >>> 27;
        z *= 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / (double) (1 << 24);
    }

    /** The largest difference, as a share of the largest expected value. */
    static double deviation(float[] expected, FloatBuffer found) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found.get(i)));
        }
        return difference / largest;
    }
}
